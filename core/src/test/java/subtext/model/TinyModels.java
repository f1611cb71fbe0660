package subtext.model;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import subtext.config.Binder;
import subtext.data.Portion;
import subtext.data.TokenCache;
import subtext.latent.PosteriorConfig;
import subtext.tensor.Autograd;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Parameters;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Columns;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;
import subtext.text.TokensConfig;
import subtext.text.Vocabulary;

/** Untrained models with weights large enough that z matters, and sentences of 1 to 8 words. */
public final class TinyModels {
  public static final int LATENT = 4;
  private static final String[] WORDS = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

  private TinyModels() {}

  public static final ModelConfig CONFIG =
      Binder.bind(
          Binder.yaml(
              "a tiny model",
              """
              latent: 4
              encoder: {kind: gru, embedding: 6, hidden: 8, bidirectional: true, pooling: mean, dropout: 0.3}
              decoder: {kind: lstm, embedding: 6, hidden: 10, layers: 2, wordDropout: 0.5}
              initialWeights: 0.8
              initialEmbeddings: 1.5
              """),
          ModelConfig.class);

  public static Tokenizer tokenizer() {
    TokensConfig config = new TokensConfig(TokenKind.WHITESPACE, 20, 1, 20, Normalization.DEFAULT);
    return Tokenizers.train(config, List.of(WORDS).stream());
  }

  public static Vae vae(long seed) {
    return ending(new Vae(CONFIG, tokenizer().size(), new Parameters(Device.CPU, DType.F32, seed)));
  }

  /** With another posterior. */
  public static Vae vae(long seed, PosteriorConfig posterior) {
    ModelConfig config =
        new ModelConfig(
            CONFIG.latent(),
            posterior,
            CONFIG.prior(),
            CONFIG.encoder(),
            CONFIG.decoder(),
            CONFIG.sharedEmbeddings(),
            CONFIG.bagOfWords(),
            CONFIG.classifier(),
            CONFIG.initialWeights(),
            CONFIG.initialEmbeddings());
    return ending(new Vae(config, tokenizer().size(), new Parameters(Device.CPU, DType.F32, seed)));
  }

  public static LanguageModel languageModel(long seed) {
    return ending(
        new LanguageModel(CONFIG, tokenizer().size(), new Parameters(Device.CPU, DType.F32, seed)));
  }

  /** Makes the end probable, so that what is written is not always as long as it may be. */
  private static <T extends Network> T ending(T model) {
    Tensor bias_V = requireNonNull(model.parameters().byName().get("decoder.output.bias"));
    try (Scope scope = Scope.open()) {
      float[] bias = bias_V.toFloats();
      bias[Vocabulary.END] = 2;
      Autograd.withoutResult(() -> bias_V.copy_(Tensor.of(bias, bias.length)));
    }
    return model;
  }

  /** Sentences of random words. */
  public static List<String> sentences(int count) {
    Noise noise = new Noise(7, 0);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int length = 1 + pick(noise, i, 0, 8);
              return String.join(
                  " ",
                  IntStream.rangeClosed(1, length)
                      .mapToObj(t -> WORDS[pick(noise, i, t, WORDS.length)])
                      .toList());
            })
        .toList();
  }

  private static int pick(Noise noise, int example, int position, int choices) {
    return (int) (choices * noise.uniform(Noise.Stream.PRIOR, 0, example, position));
  }

  /** Those sentences as a corpus. */
  public static TokenCache corpus(Path folder, int count) {
    Path file = folder.resolve("corpus-" + count + ".txt");
    try {
      Files.write(file, sentences(count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TokenCache.of(
        Portion.whole(file, new Columns("1", Columns.NONE)), tokenizer(), folder.resolve("cache"));
  }
}
