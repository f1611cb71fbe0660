package subtext.report;

import subtext.error.InputException;

/**
 * One figure of an evaluation. Its name, unit and explanation stand in the text bundles under its
 * key ({@code figure.KEY.name} and so on); a key that they do not know is shown as it is.
 *
 * @param key as in the JSON of an evaluation: {@code nll_iwae}
 * @param value in its unit; NaN where the figure is not defined for the model
 * @param standardError of the value in the same unit; NaN where it is not known
 * @param note how it was measured, such as {@code k = 50}, or empty
 */
public record Figure(String key, double value, double standardError, String note) {

  public Figure {
    if (key.isBlank()) {
      throw new InputException("A figure needs a key, such as nll; got an empty one");
    }
  }

  public static Figure of(String key, double value) {
    return new Figure(key, value, Double.NaN, "");
  }

  public static Figure of(String key, double value, double standardError) {
    return new Figure(key, value, standardError, "");
  }

  /** Whether the figure is defined for this model. */
  public boolean known() {
    return !Double.isNaN(value);
  }
}
