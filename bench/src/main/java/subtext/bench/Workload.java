package subtext.bench;

import java.util.List;
import java.util.stream.Collectors;
import subtext.decoder.DecoderConfig;
import subtext.encoder.EncoderConfig;
import subtext.encoder.Pooling;
import subtext.error.InputException;
import subtext.latent.PosteriorConfig;
import subtext.latent.PriorConfig;
import subtext.model.ClassifierConfig;
import subtext.model.ModelConfig;
import subtext.model.Vae;
import subtext.nn.Cell;
import subtext.tensor.DType;
import subtext.tensor.Device;
import subtext.tensor.Parameters;

/**
 * A network of one LSTM layer each way, and the sentences that it meets.
 *
 * @param name by which {@code --size} asks for it
 * @param vocabulary number of token ids, the special ones included
 * @param batch sentences a step
 * @param length tokens of every sentence; 0 for lengths like those of Penn Treebank
 * @param dropout on the decoder's inputs and outputs
 */
public record Workload(
    String name,
    int embedding,
    int hidden,
    int latent,
    int vocabulary,
    int batch,
    int length,
    double dropout) {
  /** The recipe ptb-lstm-vae. */
  public static final Workload PTB = new Workload("ptb", 256, 256, 32, 10_002, 32, 0, 0.5);

  /** The network that He et al. (2019) train on Yahoo's questions. */
  public static final Workload YAHOO = new Workload("yahoo", 512, 1024, 32, 20_002, 32, 80, 0.5);

  /** Scores of 64 x 61 x 50,000: where memory goes. */
  public static final Workload MEMORY = new Workload("memory", 256, 256, 32, 50_000, 64, 60, 0.5);

  /** To see in seconds that everything runs; its figures mean nothing. */
  public static final Workload TINY = new Workload("tiny", 16, 16, 4, 100, 4, 6, 0.5);

  private static final List<Workload> ALL = List.of(PTB, YAHOO, MEMORY, TINY);

  /**
   * The workload called {@code name}.
   *
   * @throws InputException if there is none
   */
  public static Workload named(String name) {
    return ALL.stream()
        .filter(workload -> workload.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--size: %s is none of %s"
                        .formatted(
                            name,
                            ALL.stream().map(Workload::name).collect(Collectors.joining(", ")))));
  }

  /** The same network for a vocabulary of another size. */
  Workload withVocabulary(int size) {
    return new Workload(name, embedding, hidden, latent, size, batch, length, dropout);
  }

  /** The same with a latent vector of another size. */
  Workload withLatent(int size) {
    return new Workload(name, embedding, hidden, size, vocabulary, batch, length, dropout);
  }

  ModelConfig model() {
    return new ModelConfig(
        latent,
        PosteriorConfig.DEFAULT,
        PriorConfig.DEFAULT,
        new EncoderConfig.Recurrent(
            Cell.LSTM, embedding, hidden, 1, false, Pooling.LAST, /* dropout= */ 0),
        new DecoderConfig.Recurrent(
            Cell.LSTM,
            embedding,
            hidden,
            1,
            /* tied= */ false,
            /* skip= */ false,
            dropout,
            dropout,
            /* recurrentDropout= */ 0,
            /* variationalDropout= */ false,
            /* wordDropout= */ 0,
            /* labelSmoothing= */ 0),
        false,
        /* bagOfWords= */ 0,
        ClassifierConfig.DEFAULT,
        0.01,
        0.1);
  }

  /** The network with the initial weights that every variant starts from; to be closed. */
  Vae network() {
    return network(Settings.SEED);
  }

  /** The network with initial weights drawn by {@code seed}; to be closed. */
  Vae network(long seed) {
    return new Vae(model(), vocabulary, new Parameters(Device.CPU, DType.F32, seed));
  }
}
