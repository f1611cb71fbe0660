package subtext.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import subtext.data.Batch;
import subtext.error.InputException;
import subtext.model.LanguageModel;
import subtext.model.Network;
import subtext.model.TinyModels;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Autograd;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Vocabulary;

class SentenceWriterTest {
  private static final Lengths LENGTHS = new Lengths(1, 12);
  private static final Noise NOISE = new Noise(3, 0);

  private static SentenceWriter writer(Network model, Decoding decoding, Lengths lengths) {
    return new SentenceWriter(model.decoder(), decoding, lengths, null, Device.CPU, NOISE);
  }

  /** Draws of z for {@code examples}. */
  private static Tensor z(long... examples) {
    try (Scope scope = Scope.open()) {
      Tensor like = Tensor.of(new float[1], 1);
      return scope.keep(NOISE.normal(Noise.Stream.PRIOR, 0, examples, TinyModels.LATENT, like));
    }
  }

  private static long[] range(int count) {
    return LongStream.range(0, count).toArray();
  }

  private static List<Written> write(Vae vae, Decoding decoding, Lengths lengths, int n) {
    try (Scope scope = Scope.open()) {
      return writer(vae, decoding, lengths).write(z(range(n)), range(n));
    }
  }

  private static double logProbability(Network model, Written written, @Nullable Tensor z_BZ) {
    return Autograd.without(
        () -> {
          Batch batch = Batch.of(List.of(written.tokens()));
          Pass pass = Pass.evaluation(NOISE, batch.examples());
          Observed x = Observed.of(batch, Device.CPU);
          return -model.decoder().reconstruction_B(x, z_BZ, pass).item();
        });
  }

  @Test
  void logProbabilitiesAreThoseOfTheModelWhateverTheDecoding() {
    List<Decoding> decodings =
        List.of(
            new Decoding.Greedy(),
            new Decoding.Sampled(0.5, 4, 0.9),
            new Decoding.Beam(4, 0.6),
            new Decoding.Greedy(1.3),
            new Decoding.Sampled(0.5, 4, 0.9, 1.3),
            new Decoding.Beam(4, 0.6, 1.3));
    try (Vae vae = TinyModels.vae(4);
        Scope scope = Scope.open()) {
      for (Decoding decoding : decodings) {
        List<Written> written = write(vae, decoding, new Lengths(1, 60), 20);
        assertThat(written).anyMatch(Written::ended);
        for (int b = 0; b < written.size(); b++) {
          if (written.get(b).ended()) {
            assertThat(logProbability(vae, written.get(b), z(b)))
                .isCloseTo(written.get(b).logProbability(), within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void aSentenceDoesNotDependOnThoseBesideIt() {
    try (Vae vae = TinyModels.vae(4);
        Scope scope = Scope.open()) {
      for (Decoding decoding :
          List.of(Decoding.DEFAULT, Decoding.Sampled.DEFAULT, Decoding.Beam.DEFAULT)) {
        List<Written> together = write(vae, decoding, LENGTHS, 30);
        for (int b = 0; b < 30; b += 7) {
          Written alone = writer(vae, decoding, LENGTHS).write(z(b), new long[] {b}).getFirst();
          assertThat(alone.tokens()).isEqualTo(together.get(b).tokens());
          assertThat(alone.logProbability())
              .isCloseTo(together.get(b).logProbability(), within(1e-5));
        }
      }
    }
  }

  @Test
  void tokensAloneAreThoseOfTheSentencesThatAreWritten() {
    List<Decoding> decodings =
        List.of(
            new Decoding.Greedy(),
            new Decoding.Greedy(1.3),
            new Decoding.Sampled(0.8, 0, 1),
            new Decoding.Sampled(0.5, 4, 0.9, 1.3),
            new Decoding.Beam(4, 0.6));
    try (Vae vae = TinyModels.vae(4);
        Scope scope = Scope.open()) {
      for (Decoding decoding : decodings) {
        SentenceWriter writer = writer(vae, decoding, LENGTHS);
        List<Written> written = writer.write(z(range(20)), range(20));
        assertThat(writer.tokens(z(range(20)), range(20)))
            .containsExactlyElementsOf(written.stream().map(Written::tokens).toList());
      }
    }
  }

  @Test
  void anInterruptEndsTheWritingAtTheNextToken() {
    try (Vae vae = TinyModels.vae(4);
        Scope scope = Scope.open()) {
      List<Integer> heard = new ArrayList<>();
      WritingListener interrupting =
          (example, token) -> {
            heard.add(token);
            Thread.currentThread().interrupt();
          };
      SentenceWriter writer = writer(vae, new Decoding.Greedy(), new Lengths(12, 12));
      assertThatThrownBy(() -> writer.write(z(1), new long[] {1}, interrupting))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(heard).hasSize(1);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> write(vae, Decoding.Beam.DEFAULT, LENGTHS, 1))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(write(vae, new Decoding.Greedy(), LENGTHS, 1)).hasSize(1);
    }
  }

  @Test
  void theMostProbableTokenAloneIsGreedy() {
    try (Vae vae = TinyModels.vae(4)) {
      List<Written> greedy = write(vae, new Decoding.Greedy(), LENGTHS, 20);
      for (Decoding same :
          List.of(new Decoding.Sampled(3, 1, 1), new Decoding.Sampled(1, 0, 1e-9))) {
        assertThat(write(vae, same, LENGTHS, 20))
            .usingRecursiveFieldByFieldElementComparator()
            .isEqualTo(greedy);
      }
    }
  }

  @Test
  void aWideBeamIsAtLeastAsProbableAsGreedy() {
    try (Vae vae = TinyModels.vae(4)) {
      List<Written> greedy = write(vae, new Decoding.Greedy(), new Lengths(4, 40), 30);
      List<Written> beam = write(vae, new Decoding.Beam(20, 0), new Lengths(4, 40), 30);
      boolean better = false;
      for (int b = 0; b < 30; b++) {
        if (greedy.get(b).ended()) {
          assertThat(beam.get(b).logProbability())
              .isGreaterThan(greedy.get(b).logProbability() - 1e-6);
          better |= beam.get(b).logProbability() > greedy.get(b).logProbability() + 0.1;
        }
      }
      assertThat(better).isTrue();
    }
  }

  @Test
  void aLengthPenaltyMakesLongerSentences() {
    try (Vae vae = TinyModels.vae(4)) {
      assertThat(words(write(vae, new Decoding.Beam(5, 3), LENGTHS, 30)))
          .isGreaterThan(words(write(vae, new Decoding.Beam(5, 0), LENGTHS, 30)));
    }
  }

  private static int words(List<Written> written) {
    return written.stream().mapToInt(sentence -> sentence.tokens().length).sum();
  }

  @Test
  void lengthsAreKept() {
    try (Vae vae = TinyModels.vae(4)) {
      for (Decoding decoding :
          List.of(Decoding.DEFAULT, Decoding.Sampled.DEFAULT, Decoding.Beam.DEFAULT)) {
        for (Written written : write(vae, decoding, new Lengths(3, 5), 20)) {
          assertThat(written.tokens()).hasSizeBetween(3, 5);
          assertThat(written.tokens())
              .doesNotContain(Vocabulary.PAD, Vocabulary.START, Vocabulary.END);
        }
      }
    }
  }

  @Test
  void samplesAreAsFrequentAsTheyAreProbable() {
    int draws = 5000;
    double[] probable = new double[TinyModels.tokenizer().size()];
    double[] seen = new double[probable.length];
    try (LanguageModel model = TinyModels.languageModel(5);
        Scope scope = Scope.open()) {
      List<Written> written =
          writer(model, Decoding.Sampled.DEFAULT, new Lengths(0, 1)).write(null, range(draws));
      for (Written each : written) {
        int token = each.tokens().length == 0 ? Vocabulary.END : each.tokens()[0];
        seen[token] += 1.0 / draws;
        probable[token] = Math.exp(each.logProbability());
      }
    }
    // <pad> and <s> are never written; what they would have had goes to the others.
    double sum = Arrays.stream(probable).sum();
    for (int token = 0; token < probable.length; token++) {
      double share = probable[token] / sum;
      double error = Math.sqrt(share * (1 - share) / draws);
      assertThat(seen[token]).isCloseTo(share, within(4 * error));
    }
  }

  @Test
  void noTensorStaysBehind() {
    try (Vae vae = TinyModels.vae(4)) {
      long before = Scope.liveTensors();
      write(vae, Decoding.Sampled.DEFAULT, LENGTHS, 10);
      write(vae, Decoding.Beam.DEFAULT, LENGTHS, 10);
      assertThat(Scope.liveTensors()).isEqualTo(before);
    }
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Decoding.Sampled(0, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Decoding.Sampled(1, 0, 0)).hasMessageContaining("topP");
    assertThatThrownBy(() -> new Decoding.Beam(0, 0)).hasMessageContaining("width");
    assertThatThrownBy(() -> new Lengths(5, 4)).hasMessageContaining("most");
  }
}
