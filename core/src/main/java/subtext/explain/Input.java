package subtext.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.encoder.TokenEncoder;
import subtext.metric.Spearman;
import subtext.nn.Pass;
import subtext.tensor.Noise;
import subtext.use.Model;
import subtext.use.Texts;

/**
 * A text as a model reads it, with the question that it answers where it answers one, and how much
 * each word of both moves a scalar. The words of the question come first.
 *
 * @param tokens of the text
 * @param question tokens, or null
 * @param seed of the noise of scalars that are drawn; the same for all texts
 */
@SuppressWarnings("ArrayRecordComponent")
record Input(Model model, int[] tokens, int @Nullable [] question, long seed) {
  /** Texts without a word that are in memory at a time: of a long text, all would not fit. */
  private static final int CHUNK = 64;

  static Input of(Model model, int[] tokens, long seed) {
    return new Input(model, tokens, null, seed);
  }

  /** Which words move {@code quantity}. */
  Attribution attribute(Quantity quantity, Method method) {
    return attribute(quantity.name(), quantity.of(model), method);
  }

  /** Which words move {@code scalar}. */
  Attribution attribute(String name, Quantity.Scalar scalar, Method method) {
    InputWords own = InputWords.of(model.tokenizer(), tokens);
    InputWords asked = question == null ? null : InputWords.of(model.tokenizer(), question);
    double value = values(scalar, List.of(tokens), question)[0];
    double[] omissions = omissions(own, asked, scalar, value);
    TokenEncoder reader = model.network().reader();
    if (reader == null) {
      return new Attribution(name, value, words(own, asked, null, omissions), null, null);
    }
    IntegratedGradients.Parts parts =
        integrate(new IntegratedGradients(reader, method.baseline(), method.tolerance()), scalar);
    double[] gradients =
        joined(asked == null ? new double[0] : asked.sums(parts.ofSource()), own.sums(parts.own()));
    double correlation = Spearman.of(gradients, omissions);
    return new Attribution(
        name,
        value,
        words(own, asked, gradients, omissions),
        parts.integral(),
        Double.isNaN(correlation) ? null : correlation);
  }

  private IntegratedGradients.Parts integrate(IntegratedGradients method, Quantity.Scalar scalar) {
    List<IntegratedGradients.Parts> found = new ArrayList<>();
    new Texts(model, List.of(tokens), question)
        .eachBatch(new Noise(seed, 0), (places, x, pass) -> found.add(method.of(x, scalar, seed)));
    return found.getFirst();
  }

  /** What is lost without each word. */
  private double[] omissions(
      InputWords own, @Nullable InputWords asked, Quantity.Scalar scalar, double value) {
    int[] whole = question;
    double[] withoutAsked =
        whole == null || asked == null
            ? new double[0]
            : IntStream.range(0, asked.count())
                .mapToDouble(w -> values(scalar, List.of(tokens), asked.without(w, whole))[0])
                .toArray();
    double[] withoutOwn = new double[own.count()];
    for (int from = 0; from < withoutOwn.length; from += CHUNK) {
      List<int[]> texts =
          IntStream.range(from, Math.min(withoutOwn.length, from + CHUNK))
              .mapToObj(word -> own.without(word, tokens))
              .toList();
      System.arraycopy(values(scalar, texts, whole), 0, withoutOwn, from, texts.size());
    }
    return DoubleStream.of(joined(withoutAsked, withoutOwn))
        .map(without -> value - without)
        .toArray();
  }

  /** {@code scalar} of each of {@code texts}. */
  private double[] values(Quantity.Scalar scalar, List<int[]> texts, int @Nullable [] source) {
    double[] values = new double[texts.size()];
    Noise noise = new Noise(seed, 0);
    new Texts(model, texts, source)
        .eachBatch(
            noise,
            (places, x, pass) -> {
              Pass alike = Pass.evaluation(noise, new long[places.length]);
              double[] found = scalar.of_B(x, alike).toDoubles();
              for (int b = 0; b < places.length; b++) {
                values[places[b]] = found[b];
              }
            });
    return values;
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second)).toArray();
  }

  private static List<Attribution.Word> words(
      InputWords own,
      @Nullable InputWords asked,
      double @Nullable [] gradients,
      double[] omissions) {
    double[] moves = gradients == null ? omissions : gradients;
    double all = DoubleStream.of(moves).map(Math::abs).sum();
    List<String> spelled = new ArrayList<>(asked == null ? List.of() : asked.words());
    int first = spelled.size();
    spelled.addAll(own.words());
    return IntStream.range(0, moves.length)
        .mapToObj(
            w ->
                new Attribution.Word(
                    spelled.get(w),
                    w < first ? Attribution.Side.QUESTION : Attribution.Side.TEXT,
                    gradients == null ? null : gradients[w],
                    omissions[w],
                    all == 0 ? 0 : Math.abs(moves[w]) / all))
        .toList();
  }
}
