package subtext.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import subtext.data.Batch;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.metric.Interval;
import subtext.model.AnswerVae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Autograd;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Line;

/**
 * Measures how well answers are found: the candidates for a question are the sentences that have it
 * as their source. N sentences.
 *
 * @param seed of the draws of z
 * @param batch sentences at a time, at most
 */
public record AnswerEvaluator(AnswerVae model, long seed, int batch) {

  /**
   * The figures of {@code corpus}.
   *
   * @param most sentences, about: of the first questions; 0 for all
   * @throws InputException if no question has a right candidate
   */
  public AnswerQuality evaluate(TokenCache corpus, long most) {
    List<Line> lines = corpus.lines(LongStream.range(0, corpus.size()).toArray());
    Map<String, List<Integer>> questions = questions(lines, most);
    int[] measured =
        questions.values().stream().flatMap(List::stream).mapToInt(i -> i).sorted().toArray();
    if (Arrays.stream(measured).noneMatch(i -> corpus.label(i) == 1)) {
      throw new InputException(
          "no question has a right answer among its sentences (label 1), so there is nothing to"
              + " measure");
    }
    double[] logOdds = new double[lines.size()];
    double[] nll = new double[measured.length];
    double[] kl = new double[measured.length];
    for (int from = 0; from < measured.length; from += batch) {
      long[] examples =
          Arrays.stream(measured, from, Math.min(measured.length, from + batch))
              .asLongStream()
              .toArray();
      Batch part = corpus.batch(examples);
      int place = from;
      try (Scope scope = Scope.open()) {
        Autograd.withoutResult(() -> measure(part, place, logOdds, nll, kl));
      }
    }
    List<AskedQuestion> asked = new ArrayList<>();
    questions.forEach(
        (question, candidates) ->
            asked.add(
                new AskedQuestion(
                    question,
                    candidates.stream()
                        .map(i -> candidate(lines.get(i), logOdds[i], corpus.label(i) == 1))
                        .toList())));
    return AnswerQuality.of(asked, Interval.of(nll), model.latent() == 0 ? null : Interval.of(kl));
  }

  private static AskedQuestion.Candidate candidate(Line line, double logOdds, boolean right) {
    return new AskedQuestion.Candidate(line.text(), line.number(), logOdds, right);
  }

  /** The sentences of each question, the first questions first. */
  private static Map<String, List<Integer>> questions(List<Line> lines, long most) {
    Map<String, List<Integer>> questions = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String question = String.valueOf(lines.get(i).source());
      if (most == 0 || i < most || questions.containsKey(question)) {
        questions.computeIfAbsent(question, key -> new ArrayList<>()).add(i);
      }
    }
    return questions;
  }

  private void measure(Batch part, int place, double[] logOdds, double[] nll, double[] kl) {
    Pass pass = Pass.evaluation(new Noise(seed, 0), part.examples());
    Observed sentences = Observed.of(part, model.parameters().device());
    double[] odds = model.logits_B(sentences, pass).toDoubles();
    Terms terms = model.terms(sentences, pass);
    double[] nats = terms.reconstruction_B().toDoubles();
    Tensor kl_B = terms.kl_B();
    double[] divergence = kl_B == null ? new double[nats.length] : kl_B.toDoubles();
    for (int b = 0; b < odds.length; b++) {
      logOdds[Math.toIntExact(part.examples()[b])] = odds[b];
      nll[place + b] = nats[b] + divergence[b];
      kl[place + b] = divergence[b];
    }
  }
}
