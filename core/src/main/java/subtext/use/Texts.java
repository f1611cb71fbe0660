package subtext.use;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.data.Batch;
import subtext.error.TextException;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Noise;
import subtext.text.Corpus;
import subtext.text.Vocabulary;

/**
 * The texts of a request as token ids, in batches of like lengths. White space around a text does
 * not count, ends of lines in it are spaces, and texts longer than the model was trained on are
 * cut, as in training. The noise of a text is keyed by its place in the request, or by a number
 * that the request gives it.
 */
public final class Texts {
  /** Sentences that go through the network at a time. */
  static final int BATCH = 64;

  private final Model model;
  private final List<int[]> whole;
  private final long[] examples;
  private final int @Nullable [] source;

  public Texts(Model model, List<String> texts) {
    this(model, texts, places(texts.size()));
  }

  /** Texts whose noise is keyed by {@code examples}. */
  Texts(Model model, List<String> texts, long[] examples) {
    this(
        model,
        texts.stream().map(Corpus::inOneLine).map(model.tokenizer()::encode).toList(),
        examples,
        null);
  }

  /**
   * Texts that are tokens already.
   *
   * @param source of all of them, or null
   * @throws subtext.error.InputException for a model of images
   */
  public Texts(Model model, List<int[]> whole, int @Nullable [] source) {
    this(model, whole, places(whole.size()), source);
  }

  private Texts(Model model, List<int[]> whole, long[] examples, int @Nullable [] source) {
    model.demandText();
    Allowed.demand(
        examples.length == whole.size(), "examples", examples.length, "one for each text");
    this.model = model;
    this.whole = whole;
    this.examples = examples.clone();
    this.source = source;
  }

  private static long[] places(int count) {
    return LongStream.range(0, count).toArray();
  }

  /** The same with {@code question} as the source of each. */
  Texts answering(int[] question) {
    return new Texts(model, whole, examples, question);
  }

  /**
   * Refuses blank texts.
   *
   * @param complaint what is said of the first blank one
   * @throws TextException if one is blank
   */
  public static void requireNoBlank(List<String> texts, String complaint) {
    for (int n = 0; n < texts.size(); n++) {
      if (texts.get(n).isBlank()) {
        throw new TextException(n + 1, complaint);
      }
    }
  }

  /** What is done with a batch; row b is the text at {@code places[b]}. */
  public interface Work {
    void on(int[] places, Observed x, Pass pass);
  }

  public int size() {
    return whole.size();
  }

  /** Tokens of all texts, before any is cut. */
  public int tokens() {
    return whole.stream().mapToInt(tokens -> tokens.length).sum();
  }

  /** Whether a text is longer than the model reads, so that its beginning stands for it. */
  public boolean isCut(int place) {
    return whole.get(place).length > model.spec().tokens().maxLength();
  }

  /**
   * Whether no letter of a text was met in training: its tokens are unknown, bytes of characters
   * that no token spells, marks and digits, or there are none.
   */
  public boolean isUnfamiliar(int place) {
    return Arrays.stream(tokens(place))
        .filter(token -> token != Vocabulary.UNK)
        .mapToObj(token -> model.tokenizer().decode(new int[] {token}))
        .noneMatch(piece -> piece.codePoints().anyMatch(Character::isLetter));
  }

  /** The tokens of a text, cut. */
  public int[] tokens(int place) {
    int[] tokens = whole.get(place);
    return isCut(place) ? Arrays.copyOf(tokens, model.spec().tokens().maxLength()) : tokens;
  }

  /** Batches that are encoded. */
  public void eachBatch(Noise noise, Work work) {
    eachBatch(noise, time -> BATCH, work);
  }

  /**
   * Batches of {@link #BATCH} texts at most.
   *
   * @param most texts of that many predictions that may stand in a batch
   */
  void eachBatch(Noise noise, LongToIntFunction most, Work work) {
    int[] order =
        IntStream.range(0, size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> tokens(place).length))
            .mapToInt(Integer::intValue)
            .toArray();
    int count;
    for (int from = 0; from < order.length; from += count) {
      count = count(order, from, most);
      int[] places = Arrays.copyOfRange(order, from, from + count);
      Batch texts = Batch.of(IntStream.of(places).mapToObj(this::tokens).toList());
      Batch batch =
          source == null ? texts : texts.withSource(Batch.of(Collections.nCopies(count, source)));
      long[] keys = IntStream.of(places).mapToLong(place -> examples[place]).toArray();
      model.use(
          () -> {
            Observed x = Observed.of(model.readable(batch), model.device());
            work.on(places, x, Pass.evaluation(noise, keys));
            return x;
          });
    }
  }

  private int count(int[] order, int from, LongToIntFunction most) {
    int count = Math.min(BATCH, order.length - from);
    return Math.min(count, most.applyAsInt(tokens(order[from + count - 1]).length + 1L));
  }
}
