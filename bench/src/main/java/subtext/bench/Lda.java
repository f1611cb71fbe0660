package subtext.bench;

import cc.mallet.topics.ParallelTopicModel;
import cc.mallet.types.Alphabet;
import cc.mallet.types.FeatureSequence;
import cc.mallet.types.IDSorter;
import cc.mallet.types.Instance;
import cc.mallet.types.InstanceList;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.logging.Level;
import java.util.stream.IntStream;
import subtext.data.TokenCache;
import subtext.error.InputException;

/**
 * Latent Dirichlet allocation (Blei et al. 2003) by Mallet's Gibbs sampler, as its authors advise
 * to run it: 1,000 iterations, and Dirichlet parameters that are fitted every ten.
 */
final class Lda {
  private static final int ITERATIONS = 1000;
  private static final int FITTED_EVERY = 10;
  private static final double ALPHA_SUM = 5;
  private static final double BETA = 0.01;
  private static final int LEAST_WORDS = 10;

  private Lda() {}

  /**
   * The token ids of the likeliest words of each topic, the first one first.
   *
   * @param words of each topic, at most
   * @throws InputException where a topic has fewer than ten words, which nothing can be said of
   */
  static List<int[]> topics(TokenCache documents, int topics, int words, int seed)
      throws IOException {
    ParallelTopicModel.logger.setLevel(Level.OFF);
    ParallelTopicModel model = new ParallelTopicModel(topics, ALPHA_SUM, BETA);
    model.setRandomSeed(seed);
    model.setNumThreads(1);
    model.setNumIterations(ITERATIONS);
    model.setOptimizeInterval(FITTED_EVERY);
    model.addInstances(instances(documents));
    model.estimate();
    Alphabet alphabet = model.getAlphabet();
    return model.getSortedWords().stream().map(topic -> first(topic, words, alphabet)).toList();
  }

  private static int[] first(SortedSet<IDSorter> topic, int words, Alphabet alphabet) {
    if (topic.size() < Math.min(words, LEAST_WORDS)) {
      throw new InputException(
          "LDA leaves a topic with %d words; ask for fewer topics".formatted(topic.size()));
    }
    return topic.stream()
        .limit(words)
        .mapToInt(word -> (Integer) alphabet.lookupObject(word.getID()))
        .toArray();
  }

  /** A word is its token id. */
  private static InstanceList instances(TokenCache documents) {
    Alphabet alphabet = new Alphabet(Integer.class);
    InstanceList instances = new InstanceList(alphabet, null);
    for (long i = 0; i < documents.size(); i++) {
      int[] features =
          IntStream.of(documents.tokens(i)).map(token -> alphabet.lookupIndex(token)).toArray();
      instances.add(new Instance(new FeatureSequence(alphabet, features), null, i, null));
    }
    return instances;
  }
}
