package subtext.explain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;
import subtext.error.TextException;
import subtext.eval.ActiveUnits;
import subtext.model.TinyModels;
import subtext.text.Line;
import subtext.use.Encode;
import subtext.use.Model;
import subtext.use.Reconstruct;
import subtext.use.TinyModel;

class ExplainTextTest {
  private static final Model MODEL = TinyModel.vae();
  private static final Reference REFERENCE = reference(100, 1);
  private static final String TEXT = "a b c j";

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static Reference reference(int most, long seed) {
    List<String> texts = TinyModels.sentences(100);
    return Reference.of(
        MODEL,
        IntStream.range(0, texts.size()).mapToObj(n -> new Line(n + 1, texts.get(n), null)),
        most,
        seed);
  }

  private static ExplainText.Explained explained(Quantity quantity) {
    return new ExplainText(MODEL, REFERENCE).explain(ExplainText.Request.of(TEXT, quantity));
  }

  @Test
  void dimensionsAreThoseOfThePosteriorByFallingKl() {
    Encode.Encoding encoding = new Encode(MODEL).encode(List.of(TEXT)).getFirst();
    List<ExplainText.Dimension> found = explained(new Quantity.Kl()).dimensions();
    assertThat(found).hasSize(TinyModels.LATENT);
    for (ExplainText.Dimension each : found) {
      int d = each.number() - 1;
      double mean = encoding.mean()[d];
      double variance = Math.exp(encoding.logVariance()[d]);
      assertThat(each.mean()).isEqualTo(mean);
      assertThat(each.deviation()).isCloseTo(Math.sqrt(variance), within(1e-6));
      assertThat(each.kl())
          .isCloseTo((mean * mean + variance - Math.log(variance) - 1) / 2, within(1e-5));
      assertThat(each.priorMean()).isZero();
      assertThat(each.priorDeviation()).isEqualTo(1);
      assertThat(each.active()).isEqualTo(REFERENCE.variance(d) >= ActiveUnits.LEAST_VARIANCE);
    }
    assertThat(found)
        .isSortedAccordingTo(
            Comparator.comparingDouble((ExplainText.Dimension each) -> -requireNonNull(each.kl())));
  }

  @Test
  void partsAddUpToWhatTheTextDoesAndOmissionsAreWhatItsWordsDo() {
    Attribution found = explained(new Quantity.Dimension(2)).attribution();
    Encode encode = new Encode(MODEL);
    assertThat(found.value()).isCloseTo(encode.vector(TEXT)[1], within(1e-5));
    assertThat(found.words())
        .extracting(Attribution.Word::word)
        .containsExactly("a", "b", "c", "j");
    Attribution.Integral integral = requireNonNull(found.gradients());
    double sum = found.words().stream().mapToDouble(word -> requireNonNull(word.gradients())).sum();
    assertThat(sum).isCloseTo(found.value() - integral.baseline() + integral.gap(), within(1e-6));
    assertThat(Math.abs(integral.gap()))
        .isLessThanOrEqualTo(0.01 * Math.abs(found.value() - integral.baseline()));
    assertThat(found.words().get(2).omission())
        .isCloseTo(encode.vector(TEXT)[1] - encode.vector("a b j")[1], within(1e-5));
    assertThat(found.words().stream().mapToDouble(Attribution.Word::share).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void theRankCorrelationIsThatOfPartsAndOmissionsAndThereIsNoneOfOneWord() {
    List<Attribution> found =
        IntStream.rangeClosed(1, TinyModels.LATENT)
            .mapToObj(d -> explained(new Quantity.Dimension(d)).attribution())
            .toList();
    for (Attribution each : found) {
      int[] parts = ranks(each, word -> requireNonNull(word.gradients()));
      int[] omissions = ranks(each, Attribution.Word::omission);
      int count = parts.length;
      double squares =
          IntStream.range(0, count).map(w -> parts[w] - omissions[w]).map(d -> d * d).sum();
      assertThat(each.rankCorrelation())
          .isCloseTo(1 - 6 * squares / (count * (count * count - 1)), within(1e-9));
    }
    assertThat(found).extracting(Attribution::rankCorrelation).anyMatch(each -> each != 1);
    assertThat(
            new ExplainText(MODEL, null)
                .explain(ExplainText.Request.of("a"))
                .attribution()
                .rankCorrelation())
        .isNull();
  }

  /** The place of each word's value among all. */
  private static int[] ranks(Attribution of, ToDoubleFunction<Attribution.Word> value) {
    List<Double> sorted = of.words().stream().map(value::applyAsDouble).sorted().toList();
    return of.words().stream()
        .mapToInt(word -> sorted.indexOf(value.applyAsDouble(word)))
        .toArray();
  }

  @Test
  void anInterruptEndsTheReadingOfALongTextWithoutEachOfItsWords() {
    int[] tokens = new int[100_000]; // without each word: 40 GB of tokens
    Arrays.fill(tokens, MODEL.tokenizer().encode("a")[0]);
    Quantity.Scalar kl = new Quantity.Kl().of(MODEL);
    AtomicInteger batches = new AtomicInteger();
    Quantity.Scalar interrupting =
        (x, pass) -> {
          if (batches.incrementAndGet() == 3) {
            Thread.currentThread().interrupt();
          }
          return kl.of_B(x, pass);
        };
    try {
      assertThatThrownBy(
              () -> Input.of(MODEL, tokens, 1).attribute("kl", interrupting, Method.DEFAULT))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(batches.get()).isEqualTo(3);
  }

  @Test
  void theReconstructionIsThatOfTheMeanAndATextOfTheReferenceIsItsOwnNeighbour() {
    String text = REFERENCE.sentences().get(3).text();
    ExplainText explain = new ExplainText(MODEL, REFERENCE);
    ExplainText.Explained found = explain.explain(ExplainText.Request.of(text));
    assertThat(found.reconstruction()).isEqualTo(new Reconstruct(MODEL).reconstruct(text));
    assertThat(found.neighbours()).hasSize(5).doesNotHaveDuplicates();
    assertThat(found.neighbours().getFirst().text()).isEqualTo(text);
    assertThat(explain.explain(ExplainText.Request.of(text))).isEqualTo(found);
  }

  @Test
  void withoutAReferenceNothingIsSaidOfWhatNeedsOne() {
    ExplainText.Explained found =
        new ExplainText(MODEL, null).explain(ExplainText.Request.of(TEXT));
    assertThat(found.neighbours()).isEmpty();
    assertThat(found.dimensions()).allMatch(each -> each.active() == null);
  }

  @Test
  void aReferenceIsDrawnByItsSeed() {
    assertThat(reference(20, 1).sentences()).hasSize(20).isEqualTo(reference(20, 1).sentences());
    assertThat(reference(20, 2).sentences()).isNotEqualTo(reference(20, 1).sentences());
    assertThat(reference(20, 1).sentences()).isSubsetOf(REFERENCE.sentences());
    assertThatThrownBy(() -> reference(1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 sentences say nothing");
  }

  @Test
  void whatCannotBeExplainedIsRefused() {
    assertThatThrownBy(() -> explained(new Quantity.Dimension(5)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("dimension: 5 is out of range; allowed: 1 to 4");
    assertThatThrownBy(() -> explained(new Quantity.Label("good")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("gives no labels");
    ExplainText explain = new ExplainText(MODEL, null);
    assertThatThrownBy(() -> explain.explain(ExplainText.Request.of(" ")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("is empty");
    try (Model languageModel = TinyModel.languageModel()) {
      assertThatThrownBy(() -> new ExplainText(languageModel, null))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("without a latent variable");
    }
  }
}
