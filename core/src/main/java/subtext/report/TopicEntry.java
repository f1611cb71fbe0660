package subtext.report;

import java.util.List;

/**
 * A topic as a report shows it.
 *
 * @param number from 1
 * @param words its likeliest, the first first
 * @param weight its mean share over the training documents, in [0, 1]
 * @param npmi coherence of its words
 * @param documents where its share is largest
 */
public record TopicEntry(
    int number, List<String> words, double weight, double npmi, List<Document> documents) {
  /**
   * A document.
   *
   * @param text its beginning
   * @param share of the topic in it, in [0, 1]
   */
  public record Document(String text, double share) {}

  public TopicEntry {
    words = List.copyOf(words);
    documents = List.copyOf(documents);
  }
}
