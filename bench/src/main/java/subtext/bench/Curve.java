package subtext.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import subtext.data.Batch;
import subtext.data.Batches;
import subtext.model.Vae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.store.Safetensors;
import subtext.tensor.Autograd;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;

/**
 * How training goes on: a number of epochs without any remedy against collapse but a KL weight that
 * grows from 0, the negative ELBO of the validation sentences after each.
 */
final class Curve {
  /** Epochs after which the KL would weigh 1; the peer's default too. */
  private static final double WARMUP_EPOCHS = 10;

  private static final int RANDOM_BATCHES = 8;

  private Curve() {}

  /** Writes the weights, the batches of each epoch, and those of the validation, of one seed. */
  static Prepared prepare(Job job) throws IOException {
    Settings settings = job.settings();
    Path data = settings.data();
    int vocabulary = data == null ? randomEpochs(job) : treebankEpochs(job, data);
    Workload workload = job.workload().withVocabulary(vocabulary);
    try (Vae network = workload.network(settings.seed())) {
      Safetensors.write(job.weights(), network.parameters().toData(), Map.of());
    }
    return Prepared.facts(vocabulary);
  }

  private static int treebankEpochs(Job job, Path data) throws IOException {
    Settings settings = job.settings();
    Treebank treebank = Treebank.read(settings.home(), data, job.folder());
    int size = job.workload().batch();
    Batches train = Batches.shuffled(treebank.train(), size, settings.seed());
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      BatchFile.write(job.epoch(epoch), all(train, epoch));
    }
    BatchFile.write(job.validation(), all(Batches.sorted(treebank.valid(), size), 0));
    return treebank.vocabulary();
  }

  private static List<Batch> all(Batches batches, long epoch) {
    return LongStream.range(0, batches.count()).mapToObj(i -> batches.batch(epoch, i)).toList();
  }

  /** The same sentences in each epoch. */
  private static int randomEpochs(Job job) throws IOException {
    Sentences sentences = Sentences.synthetic(job.workload());
    List<Batch> valid = sentences.batches().subList(0, RANDOM_BATCHES);
    List<Batch> train = sentences.batches().subList(RANDOM_BATCHES, sentences.batches().size());
    for (int epoch = 0; epoch < job.settings().epochs(); epoch++) {
      BatchFile.write(job.epoch(epoch), train);
    }
    BatchFile.write(job.validation(), valid);
    return sentences.vocabulary();
  }

  /**
   * Trains with {@code step}, which is closed then.
   *
   * @param points takes each when it is reached
   */
  static void follow(Job job, OurStep step, Consumer<CurvePoint> points) throws IOException {
    List<Batch> valid = BatchFile.read(job.validation());
    double seconds = 0;
    long number = 0;
    try (step) {
      for (int epoch = 0; epoch < job.settings().epochs(); epoch++) {
        List<Batch> batches = BatchFile.read(job.epoch(epoch));
        long start = System.nanoTime();
        for (int i = 0; i < batches.size(); i++) {
          double progress = epoch + (double) i / batches.size();
          step.take(batches.get(i), number++, Math.min(1, progress / WARMUP_EPOCHS));
        }
        seconds += (System.nanoTime() - start) / 1e9;
        Noise noise = new Noise(job.settings().seed(), number);
        points.accept(point(epoch + 1, step.network(), valid, noise, seconds));
      }
    }
  }

  private static CurvePoint point(
      int epoch, Vae network, List<Batch> valid, Noise noise, double seconds) {
    List<double[]> sums = new ArrayList<>();
    for (Batch batch : valid) {
      try (Scope scope = Scope.open()) {
        Autograd.withoutResult(() -> sums.add(sums(network, batch, noise)));
      }
    }
    double sentences = valid.stream().mapToInt(Batch::batch).sum();
    double kl = sums.stream().mapToDouble(sum -> sum[1]).sum() / sentences;
    double reconstruction = sums.stream().mapToDouble(sum -> sum[0]).sum() / sentences;
    return new CurvePoint(epoch, reconstruction + kl, kl, seconds);
  }

  /** Reconstruction and KL of a batch, in nats. */
  private static double[] sums(Vae network, Batch batch, Noise noise) {
    Pass pass = Pass.evaluation(noise, batch.examples());
    Terms terms = network.terms(Observed.of(batch, Device.CPU), pass);
    Tensor kl_B = Objects.requireNonNull(terms.kl_B());
    return new double[] {terms.reconstruction_B().sum().item(), kl_B.sum().item()};
  }
}
