package subtext.use;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoding;
import subtext.decoder.SentenceWriter;
import subtext.decoder.WritingListener;
import subtext.decoder.Written;
import subtext.error.InputException;
import subtext.tensor.Device;
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
   * One sentence for each vector, written greedily if {@code writing} says nothing else. What is
   * sampled for a vector depends on its place, not on those beside it.
   *
   * @param z [N][Z]
   */
  public List<Sentence> write(float[][] z, Writing writing) {
    int latent = model.vae("write").latent();
    for (float[] vector : z) {
      if (vector.length != latent) {
        throw new InputException(
            "z: %d numbers, but the model %s has %d latent dimensions"
                .formatted(vector.length, model.spec().name(), latent));
      }
    }
    return write(Examples.first(z.length), z, writing, Decoding.DEFAULT, WritingListener.NONE);
  }

  /**
   * Which sentences of a seed.
   *
   * @param from number of the first
   */
  record Examples(long from, int count) {
    static Examples first(int count) {
      return new Examples(0, count);
    }
  }

  /**
   * @param z null for a language model
   * @param usual what {@code writing} need not say
   */
  List<Sentence> write(
      Examples which,
      float @Nullable [][] z,
      Writing writing,
      Decoding usual,
      WritingListener listener) {
    SentenceWriter writer = writer(writing, usual);
    List<Sentence> sentences = new ArrayList<>(which.count);
    int batch = Decoding.sentencesAtATime(writer.decoding(), Texts.BATCH);
    for (int from = 0; from < which.count; from += batch) {
      int first = from;
      int end = Math.min(which.count, from + batch);
      long[] examples = LongStream.range(which.from + from, which.from + end).toArray();
      List<Written> written =
          model.use(
              () ->
                  writer.write(
                      z == null ? null : rows(Arrays.copyOfRange(z, first, end), model.device()),
                      examples,
                      listener));
      written.forEach(each -> sentences.add(sentence(each)));
    }
    return sentences;
  }

  private SentenceWriter writer(Writing writing, Decoding usual) {
    model.demandText();
    return new SentenceWriter(
        model.network().decoder(),
        writing.decodingOr(usual),
        writing.lengthsFor(model),
        writing.wording() == Wording.KNOWN_WORDS ? model.tokenizer().lexicon() : null,
        model.device(),
        new Noise(writing.seed(), 0));
  }

  /** The vectors [N][Z], at least one, as a tensor [N, Z]. */
  static Tensor rows(float[][] z, Device device) {
    float[] rows = new float[z.length * z[0].length];
    for (int n = 0; n < z.length; n++) {
      System.arraycopy(z[n], 0, rows, n * z[n].length, z[n].length);
    }
    return Tensor.of(rows, z.length, z[0].length).to(device);
  }

  private Sentence sentence(Written written) {
    return new Sentence(model.tokenizer().decode(written.tokens()), written.logProbability());
  }
}
