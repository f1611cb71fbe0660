package subtext.report;

import java.util.List;

/**
 * All that a report shows. A part that is empty, such as the latent space of a language model, is
 * left out of the page.
 *
 * @param pictures of a model of images; empty for one of text
 */
public record ReportData(
    Run run,
    Assessment assessment,
    LatentSpace latentSpace,
    Examples examples,
    List<Picture> pictures) {
  public ReportData {
    pictures = List.copyOf(pictures);
  }

  /** Of a model of text. */
  public ReportData(Run run, Assessment assessment, LatentSpace latentSpace, Examples examples) {
    this(run, assessment, latentSpace, examples, List.of());
  }
}
