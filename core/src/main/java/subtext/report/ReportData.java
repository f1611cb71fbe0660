package subtext.report;

import java.util.List;

/**
 * All that a report shows. A part that is empty, such as the latent space of a language model, is
 * left out of the page.
 */
public record ReportData(
    Run run,
    Assessment assessment,
    LatentSpace latentSpace,
    Examples examples,
    List<TopicEntry> topics) {
  public ReportData {
    topics = List.copyOf(topics);
  }

  /** Of a model without topics. */
  public ReportData(Run run, Assessment assessment, LatentSpace latentSpace, Examples examples) {
    this(run, assessment, latentSpace, examples, List.of());
  }
}
