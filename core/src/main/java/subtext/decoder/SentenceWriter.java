package subtext.decoder;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Lexicon;
import subtext.text.Vocabulary;

/**
 * Writes sentences from latent vectors, many side by side; those that have ended leave the batch. B
 * batch, Z latent, V vocabulary.
 *
 * <p>Noise is keyed by (seed, example, position), so that a sentence does not depend on those
 * beside it. {@code <pad>}, {@code <s>} and {@code <unk>}, which no reader can make anything of,
 * are never written.
 *
 * @param lexicon whose words alone are written; null for any tokens
 */
public record SentenceWriter(
    Decoder decoder,
    Decoding decoding,
    Lengths lengths,
    @Nullable Lexicon lexicon,
    Device device,
    Noise noise) {

  private static final List<Integer> RESERVED =
      List.of(Vocabulary.PAD, Vocabulary.UNK, Vocabulary.START);

  /**
   * One sentence a row.
   *
   * @param z_BZ null for a language model
   * @param examples [B] what keys the rows' noise
   */
  public List<Written> write(@Nullable Tensor z_BZ, long[] examples) {
    return write(z_BZ, examples, WritingListener.NONE);
  }

  /** The same, while {@code listener} hears of each token. */
  public List<Written> write(@Nullable Tensor z_BZ, long[] examples, WritingListener listener) {
    int[] most = new int[examples.length];
    Arrays.fill(most, lengths.most());
    return write(z_BZ, examples, most, listener);
  }

  /**
   * One sentence a row, each with a bound of its own on its length.
   *
   * @param most [B] tokens of each, where that is less than of all
   */
  public List<Written> write(@Nullable Tensor z_BZ, long[] examples, int[] most) {
    return write(z_BZ, examples, most, WritingListener.NONE);
  }

  /**
   * Ids alone of one sentence a row, without start and end: those that {@link #write} gives, up to
   * the rounding of near ties, and faster, for no log probability is computed where nobody asks for
   * it: greedily, in bfloat16, 64 rows, 10,002 tokens, 1.08 to 1.35 times by two measurements. A
   * search needs its scores and is as fast as ever.
   *
   * @param z_BZ null for a language model
   * @param examples [B] what keys the rows' noise
   */
  public List<int[]> tokens(@Nullable Tensor z_BZ, long[] examples) {
    int[] most = new int[examples.length];
    Arrays.fill(most, lengths.most());
    return write(z_BZ, examples, most, WritingListener.NONE, /* scored= */ false).stream()
        .map(Written::tokens)
        .toList();
  }

  private List<Written> write(
      @Nullable Tensor z_BZ, long[] examples, int[] most, WritingListener listener) {
    return write(z_BZ, examples, most, listener, /* scored= */ true);
  }

  private List<Written> write(
      @Nullable Tensor z_BZ,
      long[] examples,
      int[] most,
      WritingListener listener,
      boolean scored) {
    int[] bounds = Arrays.stream(most).map(bound -> Math.min(bound, lengths.most())).toArray();
    return Autograd.without(
        () -> {
          try (Scope scope = Scope.open();
              Carried carried = new Carried()) {
            SentenceWriter ready =
                new SentenceWriter(decoder.forSteps(), decoding, lengths, lexicon, device, noise);
            long[] rows = new long[examples.length];
            Arrays.setAll(rows, b -> b);
            carried.go(scope, ready.decoder.begin(z_BZ, rows.length), index(rows));
            return switch (decoding) {
              case Decoding.Greedy greedy ->
                  new Stepwise(ready, greedy, listener, scored).write(carried, examples, bounds);
              case Decoding.Sampled sampled ->
                  new Stepwise(ready, sampled, listener, scored).write(carried, examples, bounds);
              case Decoding.Beam beam -> new BeamSearch(ready, beam).write(carried, bounds);
            };
          }
        });
  }

  /** {@code values} as int64 on the device of the decoder. */
  Tensor index(long[] values) {
    return Tensor.of(values, values.length).to(device);
  }

  /** The place before the first word; null without a lexicon. */
  Lexicon.@Nullable Place start() {
    return lexicon == null ? null : lexicon.start();
  }

  /** The place that {@code token} leads to from {@code place}. */
  static Lexicon.@Nullable Place after(Lexicon.@Nullable Place place, int token) {
    return place == null || token == Vocabulary.END ? place : place.after(token);
  }

  /**
   * Where a sentence has come to.
   *
   * @param place in the lexicon; null without one
   * @param left tokens that may still be written
   */
  record Spot(Lexicon.@Nullable Place place, int left) {}

  /**
   * What may follow, B sentences and V tokens.
   *
   * @param nats_BV log probabilities by the model; -infinity for tokens that may not be written
   * @param rank_BV log probabilities that the next token is chosen by: the same, but for the
   *     repetition penalty
   */
  record Next(Tensor nats_BV, Tensor rank_BV) {}

  /**
   * What may follow.
   *
   * @param sentences the tokens that each sentence already holds; asked for only with a repetition
   *     penalty
   */
  Next next(Tensor logits_BV, List<Spot> spots, int written, Supplier<List<int[]>> sentences) {
    Tensor nats_BV = permitted_(precise(logits_BV).logSoftmax(1), spots, written);
    return penalty().isOff()
        ? new Next(nats_BV, nats_BV)
        : new Next(
            nats_BV,
            permitted_(penalized(logits_BV, sentences.get()).logSoftmax(1), spots, written));
  }

  /**
   * What the next token is chosen by, up to a constant of each sentence; -infinity for tokens that
   * may not be written. {@code logits_BV} is overwritten.
   *
   * @param sentences as in {@link #next}
   */
  Tensor rank_BV(Tensor logits_BV, List<Spot> spots, int written, Supplier<List<int[]>> sentences) {
    return permitted_(
        penalty().isOff() ? logits_BV : penalized(logits_BV, sentences.get()), spots, written);
  }

  private RepetitionPenalty penalty() {
    return new RepetitionPenalty(decoding.repetitionPenalty());
  }

  private Tensor penalized(Tensor logits_BV, List<int[]> sentences) {
    return penalty().apply(precise(logits_BV), sentences);
  }

  private static Tensor precise(Tensor logits_BV) {
    return logits_BV.dtype() == DType.BF16 ? logits_BV.to(DType.F32) : logits_BV;
  }

  /**
   * {@code scores_BV} itself, with -infinity for tokens that may not be written after {@code
   * written} others at the {@code spots} of B sentences. A word that could not be ended any more is
   * not begun; where nothing may follow, the end does.
   */
  private Tensor permitted_(Tensor scores_BV, List<Spot> spots, int written) {
    if (lexicon == null) {
      RESERVED.forEach(token -> scores_BV.select(1, token).fill_(Double.NEGATIVE_INFINITY));
      if (written < lengths.least()) {
        scores_BV.select(1, Vocabulary.END).fill_(Double.NEGATIVE_INFINITY);
      }
      return scores_BV;
    }
    int vocabulary = decoder.vocabulary();
    float[] allowed = new float[spots.size() * vocabulary];
    for (int row = 0; row < spots.size(); row++) {
      int from = row * vocabulary;
      Lexicon.Place place = spots.get(row).place;
      boolean mayGoOn = place == null || place.allow(allowed, from, spots.get(row).left);
      RESERVED.forEach(token -> allowed[from + token] = Float.NEGATIVE_INFINITY);
      boolean mayEnd = written >= lengths.least() && (place == null || place.isAfterWord());
      allowed[from + Vocabulary.END] = mayEnd || !mayGoOn ? 0 : Float.NEGATIVE_INFINITY;
    }
    return scores_BV.add_(Tensor.of(allowed, spots.size(), vocabulary).to(device), 1);
  }
}
