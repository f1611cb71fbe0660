package subtext.report;

import org.jspecify.annotations.Nullable;

/**
 * All that a report shows. A part that is empty, such as the latent space of a language model, is
 * left out of the page.
 *
 * @param labels what a classifier did; null for a model of another kind
 */
public record ReportData(
    Run run,
    Assessment assessment,
    LatentSpace latentSpace,
    Examples examples,
    @Nullable LabelAnswers labels) {

  /** Of a model without labels. */
  public ReportData(Run run, Assessment assessment, LatentSpace latentSpace, Examples examples) {
    this(run, assessment, latentSpace, examples, null);
  }
}
