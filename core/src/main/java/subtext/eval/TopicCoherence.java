package subtext.eval;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import subtext.data.TokenCache;
import subtext.decoder.Multinomial;
import subtext.metric.Npmi;
import subtext.metric.TopicDiversity;

/**
 * What the words of topics say of them. K topics.
 *
 * @param npmi of the 10 first words of each topic, within documents of the reference [K]
 * @param npmi10 the same within 10 words in a row [K]
 * @param diversity of the 25 first words of all topics
 */
@SuppressWarnings("ArrayRecordComponent")
public record TopicCoherence(double[] npmi, double[] npmi10, double diversity) {
  private static final int COHERENT_WORDS = 10;
  private static final int DIVERSE_WORDS = 25;
  private static final int WINDOW = 10;

  /** That of the topics of {@code likelihood}, in the documents of {@code reference}. */
  public static TopicCoherence of(Multinomial likelihood, TokenCache reference) {
    return of(Arrays.asList(likelihood.topWords(DIVERSE_WORDS)), reference);
  }

  /**
   * That of any topics, in the documents of {@code reference}.
   *
   * @param topics the ids of the words of each, the first one first; 25 count
   */
  public static TopicCoherence of(List<int[]> topics, TokenCache reference) {
    List<int[]> coherent = first(topics, COHERENT_WORDS);
    return new TopicCoherence(
        Npmi.of(coherent, documents(reference), Npmi.DOCUMENT),
        Npmi.of(coherent, documents(reference), WINDOW),
        TopicDiversity.of(first(topics, DIVERSE_WORDS)));
  }

  private static List<int[]> first(List<int[]> topics, int words) {
    return topics.stream()
        .map(topic -> Arrays.copyOf(topic, Math.min(words, topic.length)))
        .toList();
  }

  private static Stream<int[]> documents(TokenCache corpus) {
    return LongStream.range(0, corpus.size()).mapToObj(corpus::tokens);
  }
}
