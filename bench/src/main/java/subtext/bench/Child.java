package subtext.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import subtext.data.Batch;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;
import subtext.decoder.SentenceWriter;
import subtext.model.Vae;
import subtext.store.Safetensors;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Precision;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.tensor.TensorData;
import tools.jackson.databind.json.JsonMapper;

/** The process in which one variant is measured: prints its figures as lines of JSON. */
public final class Child {
  private Child() {}

  /** What a child can do, with the records that it prints. */
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
    FACTS,
    PREPARE_CURVES,
    CURVE_BFLOAT16,
    CURVE_FLOAT32;

    /**
     * Does it.
     *
     * @param printer takes each record when it is there
     */
    void run(Job job, Consumer<Record> printer) throws IOException {
      switch (this) {
        case PREPARE -> printer.accept(Prepared.write(job));
        case GEMM -> printer.accept(GemmRates.measure());
        case TRAIN_BFLOAT16 -> printer.accept(train(job, ours(job, Precision.BFLOAT16)));
        case TRAIN_FLOAT32 -> printer.accept(train(job, ours(job, Precision.FLOAT32)));
        case TRAIN_NAIVE -> printer.accept(train(job, new NaiveVae(job.workload(), weights(job))));
        case WRITE_SIDE_BY_SIDE -> printer.accept(write(job, Job.SIDE_BY_SIDE, Precision.FLOAT32));
        case WRITE_SIDE_BY_SIDE_BFLOAT16 ->
            printer.accept(write(job, Job.SIDE_BY_SIDE, Precision.BFLOAT16));
        case WRITE_ONE_BY_ONE -> printer.accept(write(job, 1, Precision.FLOAT32));
        case ENCODE -> printer.accept(EncodeRun.measure(job));
        case CORPUS -> printer.accept(CorpusRun.measure(job));
        case FACTS -> printer.accept(Prepared.facts(job.workload().vocabulary()));
        case PREPARE_CURVES -> printer.accept(Curve.prepare(job));
        case CURVE_BFLOAT16 -> Curve.follow(job, ours(job, Precision.BFLOAT16), printer::accept);
        case CURVE_FLOAT32 -> Curve.follow(job, ours(job, Precision.FLOAT32), printer::accept);
      }
    }
  }

  /** Runs the task that the first argument names on the {@link Job} that the second is, as JSON. */
  public static void main(String... arguments) throws IOException {
    JsonMapper json = JsonMapper.shared();
    Job job = json.readValue(arguments[1], Job.class);
    Task.valueOf(arguments[0])
        .run(job, figures -> System.out.println(json.writeValueAsString(figures)));
  }

  private static Map<String, TensorData> weights(Job job) throws IOException {
    return Safetensors.read(job.weights()).tensors();
  }

  private static OurStep ours(Job job, Precision precision) throws IOException {
    return new OurStep(job.workload(), weights(job), precision, job.settings().seed());
  }

  private static Measurement train(Job job, Step step) throws IOException {
    List<Batch> batches = BatchFile.read(job.batches());
    try (step) {
      return Measurement.of(
          number -> {
            Batch batch = batches.get((int) (number % batches.size()));
            double loss = step.take(batch, number, /* weight= */ 1);
            long tokens = IntStream.of(batch.lengths()).sum() + (long) batch.batch();
            return new Measurement.Done(tokens, batch.batch(), loss);
          },
          job.warmup(),
          job.settings().seconds());
    }
  }

  private static Measurement write(Job job, int sideBySide, Precision precision)
      throws IOException {
    float[] latents = FloatFile.read(job.latents());
    int latent = job.workload().latent();
    int parts = latents.length / latent / sideBySide;
    long[] examples = new long[sideBySide];
    try (Vae network = job.workload().network()) {
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
              List<int[]> written = precision.run(Device.CPU, () -> writer.tokens(z_BZ, examples));
              long tokens = written.stream().mapToLong(each -> each.length).sum();
              return new Measurement.Done(tokens, sideBySide, 0);
            }
          },
          job.warmup(),
          job.settings().seconds());
    }
  }
}
