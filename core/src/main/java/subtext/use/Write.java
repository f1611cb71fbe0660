package subtext.use;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;
import subtext.decoder.SentenceWriter;
import subtext.decoder.Written;
import subtext.error.InputException;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/** Latent vectors to sentences. */
public final class Write {
  private final Model model;

  public Write(Model model) {
    this.model = model;
  }

  /**
   * A sentence that was written.
   *
   * @param logProbability log p(x|z) in nats, or log p(x) for a language model
   */
  public record Sentence(String text, double logProbability) {}

  /**
   * One sentence for each vector, of at most the length that the model was trained on.
   *
   * @param z [N][Z]
   * @param wording which words may be written
   * @param seed of sampled decoding; the sentence of a vector depends on its place, not on those
   *     beside it
   */
  public List<Sentence> write(float[][] z, Decoding decoding, Wording wording, long seed) {
    int latent = model.vae("write").latent();
    for (float[] vector : z) {
      if (vector.length != latent) {
        throw new InputException(
            "z: %d numbers, but the model %s has %d latent dimensions"
                .formatted(vector.length, model.spec().name(), latent));
      }
    }
    return write(z.length, z, decoding, wording, seed);
  }

  /**
   * @param z null for a language model
   */
  List<Sentence> write(
      int count, float @Nullable [][] z, Decoding decoding, Wording wording, long seed) {
    List<Sentence> sentences = new ArrayList<>(count);
    for (int from = 0; from < count; from += Texts.BATCH) {
      int first = from;
      int end = Math.min(count, from + Texts.BATCH);
      long[] examples = LongStream.range(from, end).toArray();
      List<Written> written =
          model.use(
              () ->
                  writer(decoding, wording, seed)
                      .write(z == null ? null : rows(z, first, end), examples));
      written.forEach(each -> sentences.add(sentence(each)));
    }
    return sentences;
  }

  private SentenceWriter writer(Decoding decoding, Wording wording, long seed) {
    return new SentenceWriter(
        model.network().decoder(),
        decoding,
        new Lengths(1, model.spec().tokens().maxLength()),
        wording == Wording.KNOWN_WORDS ? model.tokenizer().lexicon() : null,
        model.device(),
        new Noise(seed, 0));
  }

  private Tensor rows(float[][] z, int from, int end) {
    float[] rows = new float[(end - from) * z[from].length];
    for (int n = from; n < end; n++) {
      System.arraycopy(z[n], 0, rows, (n - from) * z[n].length, z[n].length);
    }
    return Tensor.of(rows, end - from, z[from].length).to(model.device());
  }

  private Sentence sentence(Written written) {
    return new Sentence(model.tokenizer().decode(written.tokens()), written.logProbability());
  }
}
