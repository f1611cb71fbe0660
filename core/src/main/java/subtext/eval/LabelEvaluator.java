package subtext.eval;

import java.util.Arrays;
import subtext.data.Batch;
import subtext.data.TokenCache;
import subtext.metric.TemperatureScaling;
import subtext.model.LabelledVae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Autograd;
import subtext.tensor.Noise;
import subtext.tensor.Ranks;
import subtext.tensor.Scope;

/**
 * Measures a classifier on the labelled sentences of a corpus: with dropout off, without gradients.
 * N sentences, L labels.
 *
 * @param seed of which sentences are measured
 * @param batch sentences at a time
 * @param ranks processes that share the work: all of them ask for the same, and get the same
 */
public record LabelEvaluator(LabelledVae network, long seed, int batch, Ranks ranks) {

  /** One process that measures all. */
  public LabelEvaluator(LabelledVae network, long seed, int batch) {
    this(network, seed, batch, Ranks.SINGLE);
  }

  /** What the network says of sentences whose labels are known. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Answers(double[][] logits, int[] gold) {}

  /**
   * The figures of {@code corpus}, calibrated as the network is.
   *
   * @param most sentences to draw from those with a label; 0 for all
   * @throws subtext.error.InputException if none has a label
   */
  public Classification evaluate(TokenCache corpus, long most) {
    return figures(corpus, answers(corpus, most), network.temperature());
  }

  /** The figures of {@code corpus}, calibrated on it: what a validation compares models by. */
  public Classification validate(TokenCache corpus, long most) {
    Answers answers = answers(corpus, most);
    return figures(corpus, answers, TemperatureScaling.fit(answers.logits, answers.gold));
  }

  private static Classification figures(TokenCache corpus, Answers answers, double temperature) {
    return Classification.of(corpus.labels(), answers.logits, answers.gold, temperature);
  }

  private Answers answers(TokenCache corpus, long most) {
    Sentences sentences = Sentences.labelled(corpus, most, seed);
    int labels = network.labels();
    int[] gold = new int[sentences.size()];
    double[] scores = new double[gold.length * labels];
    Shares shares = new Shares(ranks);
    for (int place = 0; place < gold.length; place += batch) {
      Batch part = sentences.batch(place, Math.min(batch, gold.length - place));
      System.arraycopy(part.labels(), 0, gold, place, part.batch());
      if (shares.takes(place, part.batch())) {
        double[] own = Autograd.without(() -> logits(part));
        System.arraycopy(own, 0, scores, place * labels, own.length);
      }
    }
    shares.complete(scores, gold.length);
    double[][] logits = new double[gold.length][];
    Arrays.setAll(logits, i -> Arrays.copyOfRange(scores, i * labels, (i + 1) * labels));
    return new Answers(logits, gold);
  }

  private double[] logits(Batch part) {
    try (Scope scope = Scope.open()) {
      Pass pass = Pass.evaluation(new Noise(seed, 0), part.examples());
      return network.logits_BL(Observed.of(part, network.parameters().device()), pass).toDoubles();
    }
  }
}
