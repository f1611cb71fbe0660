package subtext.bench;

import java.io.IOException;
import java.util.Map;
import subtext.model.Vae;
import subtext.store.Safetensors;
import subtext.tensor.Noise;
import subtext.tensor.Torch;

/**
 * The files that all variants of a benchmark share, and what the engine says of itself.
 *
 * @param vocabulary of the sentences
 * @param kernels the vector instructions that libtorch's are chosen for
 */
record Prepared(int vocabulary, String libtorch, String kernels, int threads) {
  private static final int LATENTS = 512;

  /** What the engine says of itself. */
  static Prepared facts(int vocabulary) {
    return new Prepared(vocabulary, Torch.version(), Torch.cpuCapability(), Torch.threads());
  }

  /** Writes the initial weights, the batches and the latent vectors of {@code job}. */
  static Prepared write(Job job) throws IOException {
    Workload asked = job.workload();
    Sentences sentences =
        job.settings().data() == null
            ? Sentences.synthetic(asked)
            : Sentences.ptb(
                job.settings().home(), job.settings().data(), job.folder(), asked.batch());
    BatchFile.write(job.batches(), sentences.batches());
    Workload workload = asked.withVocabulary(sentences.vocabulary());
    try (Vae network = workload.network()) {
      Safetensors.write(job.weights(), network.parameters().toData(), Map.of());
    }
    float[] latents = new float[LATENTS * workload.latent()];
    new Noise(1, 0).normal(Noise.Stream.PRIOR, 0, 0, latents, 0, latents.length);
    FloatFile.write(job.latents(), latents);
    return facts(workload.vocabulary());
  }
}
