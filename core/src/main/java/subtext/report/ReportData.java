package subtext.report;

/**
 * All that a report shows. A part that is empty, such as the latent space of a language model, is
 * left out of the page.
 */
public record ReportData(
    Run run, Assessment assessment, LatentSpace latentSpace, Examples examples) {}
