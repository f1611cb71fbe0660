package subtext.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import subtext.model.LanguageModel;
import subtext.model.TinyModels;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;

/** Every way of writing keeps to the words of a lexicon. */
class KnownWordsTest {
  private static final Set<String> WORDS = Set.of("the", "theme", "cats", "naïve", "concatenate");
  private static final Tokenizer TOKENIZER =
      Tokenizers.train(
          new TokensConfig(TokenKind.BPE, 264, 1, 40, Normalization.DEFAULT),
          WORDS.stream().sorted());
  private static final LanguageModel MODEL =
      new LanguageModel(
          TinyModels.CONFIG, TOKENIZER.size(), new Parameters(Device.CPU, DType.F32, 7));
  private static final int SENTENCES = 40;

  @AfterAll
  static void close() {
    MODEL.close();
  }

  static List<Decoding> decodings() {
    return List.of(
        new Decoding.Greedy(),
        Decoding.Sampled.DEFAULT,
        new Decoding.Sampled(3, 50, 0.95),
        new Decoding.Beam(4, 1));
  }

  private static List<Written> write(Decoding decoding, boolean known) {
    return write(decoding, new Lengths(1, 17), known);
  }

  private static List<Written> write(Decoding decoding, Lengths lengths, boolean known) {
    try (Scope scope = Scope.open()) {
      return new SentenceWriter(
              MODEL.decoder(),
              decoding,
              lengths,
              known ? TOKENIZER.lexicon() : null,
              Device.CPU,
              new Noise(1, 0))
          .write(null, LongStream.range(0, SENTENCES).toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("decodings")
  void everyWordIsKnownAndWholeEvenWhereTheGreatestLengthCutsIt(Decoding decoding) {
    for (Written written : write(decoding, true)) {
      String text = TOKENIZER.decode(written.tokens());
      assertThat(WORDS).as(text).containsAll(new TreeSet<>(Arrays.asList(text.split(" "))));
      assertThat(TOKENIZER.encode(text)).isEqualTo(written.tokens());
    }
  }

  @ParameterizedTest
  @MethodSource("decodings")
  void aWordThatCouldNotBeEndedIsNotBegunSoThatTheLeastLengthIsKept(Decoding decoding) {
    assertThat(write(decoding, new Lengths(12, 17), true))
        .allSatisfy(written -> assertThat(written.tokens()).hasSizeBetween(12, 17));
  }

  @Test
  void whereNoWordFitsTheSentenceEnds() {
    assertThat(TOKENIZER.encode("the")).hasSizeGreaterThan(1);
    assertThat(write(new Decoding.Greedy(), new Lengths(1, 1), true))
        .allSatisfy(
            written -> {
              assertThat(written.tokens()).isEmpty();
              assertThat(written.ended()).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("decodings")
  void withoutALexiconTheUntrainedModelSpellsOthers(Decoding decoding) {
    assertThat(write(decoding, false))
        .anySatisfy(
            written ->
                assertThat(WORDS)
                    .doesNotContainAnyElementsOf(
                        Arrays.asList(TOKENIZER.decode(written.tokens()).split(" "))));
  }
}
