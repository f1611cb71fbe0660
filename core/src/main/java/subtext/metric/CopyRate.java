package subtext.metric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Share of generated sentences that stand word for word in a corpus, in [0, 1]: what a model
 * recites instead of writing. Case and punctuation count, runs of white space do not.
 */
public final class CopyRate {

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  private CopyRate() {}

  /**
   * Reads {@code corpus} once, one sentence an element, and keeps only the samples in memory; 0 for
   * no samples.
   */
  public static double of(List<String> samples, Stream<String> corpus) {
    Set<String> wanted = new HashSet<>();
    samples.forEach(sample -> wanted.add(normalize(sample)));
    Set<String> found = new HashSet<>();
    corpus.map(CopyRate::normalize).filter(wanted::contains).forEachOrdered(found::add);
    long copied = samples.stream().map(CopyRate::normalize).filter(found::contains).count();
    return samples.isEmpty() ? 0 : (double) copied / samples.size();
  }

  private static String normalize(String sentence) {
    return WHITE_SPACE.matcher(sentence.strip()).replaceAll(" ");
  }
}
