package subtext.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Lines through points, with least and greatest. On white, whatever the page.
 *
 * @param lines each with at least one point, from the smallest size to the greatest; all have the
 *     sizes of the first
 */
record LineChart(
    String title, LineChart.Axis across, LineChart.Axis up, List<LineChart.Line> lines) {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 280;
  private static final int LEFT = 78;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 40;
  private static final int BOTTOM = HEIGHT - 52;
  private static final int TICKS = 5;
  private static final int MARGIN = 20;
  private static final int LEGEND = 16;
  private static final List<String> COLOURS = List.of("#1f5fa8", "#c2571a", "#3a7d2c", "#7b3f99");

  /** How values lie on an axis. */
  enum Scale {
    /** Equal differences are equal distances; from 0. */
    FROM_ZERO,
    /** Equal differences are equal distances; from the least value. */
    FITTED,
    /** Equal ratios are equal distances; from the least value. */
    LOGARITHMIC
  }

  /** An axis and what it counts. */
  record Axis(String name, Scale scale) {
    private String label() {
      return scale == Scale.LOGARITHMIC ? name + " (log)" : name;
    }

    /** Where {@code value} lies between {@code least}, 0, and {@code greatest}, 1. */
    private double share(double value, double least, double greatest) {
      double range = place(greatest) - place(least);
      return range == 0 ? 0.5 : (place(value) - place(least)) / range;
    }

    private double place(double value) {
      return scale == Scale.LOGARITHMIC ? Math.log(value) : value;
    }
  }

  /**
   * A line of one colour.
   *
   * @param name for the legend; empty for none
   */
  record Line(String name, List<Point> points) {}

  /** A size and what was measured there, the least and the greatest of several times too. */
  record Point(double size, double value, double least, double greatest) {}

  /** All of {@code charts} in one picture, {@code columns} of them side by side. */
  static String svg(List<LineChart> charts, int columns) {
    int height = HEIGHT * ((charts.size() + columns - 1) / columns);
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="sans-serif" font-size="12" fill="#222">
            <rect width="%1$d" height="%2$d" fill="#fff"/>
            """,
            WIDTH * columns, height));
    for (int i = 0; i < charts.size(); i++) {
      svg.append(
          text(
              "<g transform=\"translate(%d %d)\">\n%s</g>\n",
              i % columns * WIDTH, i / columns * HEIGHT, charts.get(i).body()));
    }
    return svg.append("</svg>\n").toString();
  }

  private String body() {
    double greatest = values(Point::greatest).max().orElseThrow();
    double least = up.scale() == Scale.FROM_ZERO ? 0 : values(Point::least).min().orElseThrow();
    double step = step(greatest > least ? greatest - least : 1);
    double bottom = step * Math.floor(least / step);
    double top = Math.max(bottom + step, step * Math.ceil(greatest / step));
    StringBuilder body = new StringBuilder();
    body.append(label(LEFT, 22, "start\" font-weight=\"bold", title));
    body.append(label((LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", across.label()));
    body.append(
        text(
            "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
            (TOP + BOTTOM) / 2, escape(up.label())));
    for (int tick = 0; bottom + tick * step <= top + step / 1000; tick++) {
      double y = y(bottom + tick * step, bottom, top);
      body.append(line(LEFT, y, RIGHT, y, tick == 0 ? "#222" : "#ddd"));
      body.append(label(LEFT - 8, y + 4, "end", number(bottom + tick * step)));
    }
    for (Point point : lines.getFirst().points()) {
      body.append(label(x(point.size()), BOTTOM + 18, "middle", number(point.size())));
    }
    for (int i = 0; i < lines.size(); i++) {
      body.append(drawn(lines.get(i), i, bottom, top));
    }
    return body.toString();
  }

  private DoubleStream values(ToDoubleFunction<Point> figure) {
    return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(figure);
  }

  private String drawn(Line line, int number, double bottom, double top) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder drawn = new StringBuilder();
    for (Point point : line.points()) {
      double x = x(point.size());
      drawn.append(
          line(x, y(point.least(), bottom, top), x, y(point.greatest(), bottom, top), colour));
      drawn.append(
          text(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n",
              x, y(point.value(), bottom, top), colour));
    }
    String way =
        line.points().stream()
            .map(point -> text("%.1f,%.1f", x(point.size()), y(point.value(), bottom, top)))
            .collect(Collectors.joining(" "));
    drawn.append(
        text(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
            way, colour));
    if (!line.name().isEmpty()) {
      double y = TOP + 8 + LEGEND * number;
      drawn.append(line(RIGHT - 24, y - 4, RIGHT, y - 4, colour));
      drawn.append(label(RIGHT - 30, y, "end", line.name()));
    }
    return drawn.toString();
  }

  /** 1, 2 or 5 times a power of ten, of which {@link #TICKS} reach {@code range}. */
  private static double step(double range) {
    double power = Math.pow(10, Math.floor(Math.log10(range / TICKS)));
    double digits = range / TICKS / power;
    return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
  }

  private double x(double size) {
    List<Point> points = lines.getFirst().points();
    double share = across.share(size, points.getFirst().size(), points.getLast().size());
    return LEFT + MARGIN + share * (RIGHT - LEFT - 2 * MARGIN);
  }

  private double y(double value, double bottom, double top) {
    return BOTTOM - up.share(value, bottom, top) * (BOTTOM - TOP);
  }

  private static String label(double x, double y, String anchor, String words) {
    return text(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, escape(words));
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return text(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n",
        x1, y1, x2, y2, colour);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? text("%,.0f", value) : text("%.3g", value);
  }

  private static String escape(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Whatever the language of the machine. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
