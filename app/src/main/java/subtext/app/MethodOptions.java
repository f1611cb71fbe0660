package subtext.app;

import picocli.CommandLine.Option;
import subtext.explain.Baseline;
import subtext.explain.Method;

/** How words are attributed, and how often z is drawn. */
final class MethodOptions {
  @Option(
      names = "--baseline",
      paramLabel = "B",
      defaultValue = "ZERO",
      description =
          "What stands in place of each word where a text says nothing: ${COMPLETION-CANDIDATES}."
              + " Default: ${DEFAULT-VALUE}.")
  private Baseline baseline;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "0.01",
      description =
          "How far the words' parts may miss what they should add up to, as a share of it."
              + " Default: ${DEFAULT-VALUE}.")
  private double tolerance;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "100",
      description = "Draws of z that say how sure the model is. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all that is drawn. Default: ${DEFAULT-VALUE}.")
  private long seed;

  Method method() {
    return new Method(baseline, tolerance, samples, seed);
  }
}
