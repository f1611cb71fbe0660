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
    List<int[]> topics = Arrays.asList(likelihood.topWords(COHERENT_WORDS));
    return new TopicCoherence(
        Npmi.of(topics, documents(reference), Npmi.DOCUMENT),
        Npmi.of(topics, documents(reference), WINDOW),
        TopicDiversity.of(Arrays.asList(likelihood.topWords(DIVERSE_WORDS))));
  }

  private static Stream<int[]> documents(TokenCache corpus) {
    return LongStream.range(0, corpus.size()).mapToObj(corpus::tokens);
  }
}
