package subtext.report;

import java.util.Locale;

/** Numbers as a page shows them: the same on every machine, a dash for NaN. */
final class Numbers {

  static final String UNKNOWN = "–";

  private Numbers() {}

  /** Two decimals, fewer for large numbers. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return UNKNOWN;
    }
    double size = Math.abs(value);
    String format = size >= 10_000 ? "%,.0f" : size >= 1_000 ? "%,.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** Without decimals where {@code value} is whole. */
  static String count(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : of(value);
  }

  /** The value of a figure in its unit: whole numbers without a unit are counts. */
  static String of(Figure figure, String unit) {
    if (!figure.known()) {
      return UNKNOWN;
    }
    if (unit.equals("%")) {
      return String.format(Locale.ROOT, "%.1f %%", 100 * figure.value());
    }
    return unit.isEmpty() ? count(figure.value()) : of(figure.value());
  }

  /** " ± 0.12" or nothing. */
  static String error(Figure figure, String unit) {
    if (Double.isNaN(figure.standardError()) || !figure.known()) {
      return "";
    }
    double error = (unit.equals("%") ? 100 : 1) * figure.standardError();
    return String.format(Locale.ROOT, error < 0.01 ? " ± %.1g" : " ± %.2f", error);
  }
}
