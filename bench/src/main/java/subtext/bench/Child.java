package subtext.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import subtext.data.Batch;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;
import subtext.decoder.SentenceWriter;
import subtext.decoder.Written;
import subtext.model.SentenceVae;
import subtext.store.Safetensors;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Precision;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.TensorData;
import tools.jackson.databind.json.JsonMapper;

/** The process in which one variant is measured: prints its figures as one line of JSON. */
public final class Child {
  private Child() {}

  /** What a child can do, with the record that it prints. */
  enum Task {
    PREPARE,
    GEMM,
    TRAIN_BFLOAT16,
    TRAIN_FLOAT32,
    TRAIN_NAIVE,
    WRITE_SIDE_BY_SIDE,
    WRITE_SIDE_BY_SIDE_BFLOAT16,
    WRITE_ONE_BY_ONE,
    ENCODE,
    CORPUS,
    FACTS;

    Record run(Job job) throws IOException {
      return switch (this) {
        case PREPARE -> Prepared.write(job);
        case GEMM -> GemmRates.measure();
        case TRAIN_BFLOAT16 ->
            train(job, new OurStep(job.workload(), weights(job), Precision.BFLOAT16));
        case TRAIN_FLOAT32 ->
            train(job, new OurStep(job.workload(), weights(job), Precision.FLOAT32));
        case TRAIN_NAIVE -> train(job, new NaiveVae(job.workload(), weights(job)));
        case WRITE_SIDE_BY_SIDE -> write(job, Job.SIDE_BY_SIDE, Precision.FLOAT32);
        case WRITE_SIDE_BY_SIDE_BFLOAT16 -> write(job, Job.SIDE_BY_SIDE, Precision.BFLOAT16);
        case WRITE_ONE_BY_ONE -> write(job, 1, Precision.FLOAT32);
        case ENCODE -> EncodeRun.measure(job);
        case CORPUS -> CorpusRun.measure(job);
        case FACTS -> Prepared.facts(job.workload().vocabulary());
      };
    }
  }

  /** Runs the task that the first argument names on the {@link Job} that the second is, as JSON. */
  public static void main(String... arguments) throws IOException {
    JsonMapper json = JsonMapper.shared();
    Job job = json.readValue(arguments[1], Job.class);
    Record figures = Task.valueOf(arguments[0]).run(job);
    System.out.println(json.writeValueAsString(figures));
  }

  private static Map<String, TensorData> weights(Job job) throws IOException {
    return Safetensors.read(job.weights()).tensors();
  }

  private static Measurement train(Job job, Step step) throws IOException {
    List<Batch> batches = BatchFile.read(job.batches());
    try (step) {
      return Measurement.of(
          number -> {
            Batch batch = batches.get((int) (number % batches.size()));
            double loss = step.take(batch, number);
            long tokens = IntStream.of(batch.lengths()).sum() + (long) batch.batch();
            return new Measurement.Done(tokens, batch.batch(), loss);
          },
          job.warmup(),
          job.seconds());
    }
  }

  private static Measurement write(Job job, int sideBySide, Precision precision)
      throws IOException {
    float[] latents = FloatFile.read(job.latents());
    int latent = job.workload().latent();
    int parts = latents.length / latent / sideBySide;
    long[] examples = new long[sideBySide];
    try (SentenceVae network = job.workload().network()) {
      network.parameters().load(weights(job));
      SentenceWriter writer =
          new SentenceWriter(
              network.decoder(),
              new Decoding.Greedy(),
              new Lengths(0, Job.LONGEST),
              null,
              Device.CPU,
              new Noise(1, 0));
      return Measurement.of(
          number -> {
            try (Scope scope = Scope.open()) {
              int from = (int) (number % parts) * sideBySide;
              Tensor z_BZ =
                  Tensor.of(latents, latents.length / latent, latent).narrow(0, from, sideBySide);
              List<Written> written = precision.run(Device.CPU, () -> writer.write(z_BZ, examples));
              long tokens = written.stream().mapToLong(each -> each.tokens().length).sum();
              return new Measurement.Done(tokens, sideBySide, 0);
            }
          },
          job.warmup(),
          job.seconds());
    }
  }
}
