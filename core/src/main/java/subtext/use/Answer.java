package subtext.use;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import subtext.error.InputException;
import subtext.error.TextException;
import subtext.model.AnswerVae;
import subtext.tensor.Noise;

/** A question and sentences to the order in which these answer it. */
public final class Answer {
  private final Model model;
  private final AnswerVae network;

  /**
   * @throws InputException if the model does not find answers
   */
  public Answer(Model model) {
    this.model = model;
    if (!(model.network() instanceof AnswerVae finder)) {
      throw new InputException(
          "answer: the model %s does not find answers; train one with a recipe of task: answer such as wikiqa-nasm"
              .formatted(model.spec().name()));
    }
    network = finder;
  }

  /**
   * A sentence that may answer.
   *
   * @param place of the sentence among those that were given, from 0
   * @param probability that it answers the question
   * @param cut whether it was longer than those that the model was trained on, and its beginning is
   *     what was read
   * @param unfamiliar whether no letter of it was met in training
   */
  public record Candidate(
      int place, String sentence, double probability, boolean cut, boolean unfamiliar) {}

  /**
   * What was found.
   *
   * @param candidates the best first; of equals the earlier
   * @param cut as of {@link Candidate}, of the question
   * @param unfamiliar likewise: nothing of the question was met in training, so that the order says
   *     nothing
   */
  public record Found(
      String question, List<Candidate> candidates, boolean cut, boolean unfamiliar) {
    public Found {
      candidates = List.copyOf(candidates);
    }
  }

  /** The sentence that answers {@code question} best. */
  public String answer(String question, List<String> sentences) {
    return rank(question, sentences).candidates().getFirst().sentence();
  }

  /**
   * All {@code sentences}, the best first.
   *
   * @throws InputException if the question is blank, or there is no sentence
   * @throws TextException if a sentence is blank
   */
  public Found rank(String question, List<String> sentences) {
    Texts asked = new Texts(model, List.of(question));
    if (asked.tokens(0).length == 0) {
      throw new InputException("the question is empty; there is nothing to answer");
    }
    if (sentences.isEmpty()) {
      throw new InputException("there is no sentence to choose the answer from; give one or more");
    }
    Texts given = new Texts(model, sentences).answering(asked.tokens(0));
    for (int place = 0; place < given.size(); place++) {
      if (given.tokens(place).length == 0) {
        throw new TextException(place + 1, "is empty, so it answers nothing; leave it out");
      }
    }
    double[] logOdds = new double[sentences.size()];
    given.eachBatch(
        new Noise(0, 0),
        (places, x, pass) -> {
          double[] found = network.logits_B(x, pass).toDoubles();
          for (int b = 0; b < places.length; b++) {
            logOdds[places[b]] = found[b];
          }
        });
    List<Candidate> candidates = new ArrayList<>();
    for (int place = 0; place < logOdds.length; place++) {
      candidates.add(
          new Candidate(
              place,
              sentences.get(place),
              1 / (1 + Math.exp(-logOdds[place])),
              given.isCut(place),
              given.isUnfamiliar(place)));
    }
    candidates.sort(Comparator.comparingDouble(candidate -> -logOdds[candidate.place()]));
    return new Found(question, candidates, asked.isCut(0), asked.isUnfamiliar(0));
  }
}
