package subtext.use;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import subtext.config.Allowed;
import subtext.decoder.Multinomial;
import subtext.error.InputException;
import subtext.model.Vae;
import subtext.tensor.Noise;

/** The topics of a topic model, and those of new documents, without training. K topics. */
public final class Topics {
  private final Model model;
  private final Vae vae;
  private final Multinomial likelihood;

  /**
   * @throws InputException for a model of another family
   */
  public Topics(Model model) {
    if (!(model.network().likelihood() instanceof Multinomial words)) {
      throw new InputException(
          "topics: the model %s is no topic model; train one with task: topics, subtext train wordnet-topics for example"
              .formatted(model.spec().name()));
    }
    this.model = model;
    this.vae = model.vae("topics");
    this.likelihood = words;
  }

  /**
   * A topic.
   *
   * @param number from 1
   * @param words those that it makes likelier most, that one first
   * @param weight its mean share over the training documents, in [0, 1]
   * @param npmi coherence of its first ten words in the training documents, in [-1, 1]
   */
  public record Topic(int number, List<String> words, double weight, double npmi) {
    /** A line for people. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%3d  %5.1f %%  %6.3f  %s",
          number,
          100 * weight,
          npmi,
          String.join(" ", words));
    }
  }

  /**
   * What a document is about.
   *
   * @param shares of the topics in their order [K], which add up to 1; all the same without a known
   *     word
   * @param knownWords of the document that the model's vocabulary holds
   * @param cut whether they were more than the model reads, and the first of them were read
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Document(String text, float[] shares, int knownWords, boolean cut) {
    /** Whether the model knows a word of it, without which it can say nothing. */
    public boolean isKnown() {
      return knownWords > 0;
    }

    /** The numbers, from 1, of the {@code count} topics with the largest shares, largest first. */
    public List<Integer> largest(int count) {
      return IntStream.range(0, shares.length)
          .boxed()
          .sorted(Comparator.comparingDouble(k -> -shares[k]))
          .limit(count)
          .map(k -> k + 1)
          .toList();
    }
  }

  /** All topics with their {@code words} first words, in the order of the dimensions of z. */
  public List<Topic> topics(int words) {
    Allowed.atLeast("words", words, 1);
    int[][] ids = model.use(() -> likelihood.topWords(words));
    double[] weights = model.use(likelihood::keptShares);
    double[] npmi = model.use(likelihood::keptCoherence);
    return IntStream.range(0, ids.length)
        .mapToObj(k -> new Topic(k + 1, words(ids[k]), weights[k], npmi[k]))
        .toList();
  }

  private List<String> words(int[] ids) {
    return Arrays.stream(ids).mapToObj(model.tokenizer()::token).toList();
  }

  /** The topics of {@code documents}, in their order. */
  public List<Document> documents(List<String> documents) {
    Texts texts = new Texts(model, documents);
    Document[] found = new Document[texts.size()];
    texts.eachBatch(
        new Noise(0, 0),
        (places, x, pass) -> {
          float[] rows = likelihood.shares_BK(vae.posterior(x, pass).location_BZ()).toFloats();
          for (int b = 0; b < places.length; b++) {
            int known = texts.tokens(places[b]).length;
            float[] shares = Arrays.copyOfRange(rows, b * topics(), (b + 1) * topics());
            if (known == 0) {
              Arrays.fill(shares, 1f / topics());
            }
            boolean cut = texts.isCut(places[b]);
            found[places[b]] = new Document(documents.get(places[b]), shares, known, cut);
          }
        });
    return List.of(found);
  }

  private int topics() {
    return likelihood.topics();
  }
}
