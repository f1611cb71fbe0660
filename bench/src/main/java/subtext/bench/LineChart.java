package subtext.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A line through medians, with least and greatest, over sizes on a logarithmic axis; the other axis
 * begins at 0. On white, whatever the page.
 *
 * @param points from the smallest size to the greatest; at least one
 */
record LineChart(String title, String across, String up, List<LineChart.Point> points) {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 280;
  private static final int LEFT = 78;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 40;
  private static final int BOTTOM = HEIGHT - 52;
  private static final int TICKS = 5;

  /** A size, above 0, and what was measured there. */
  record Point(double size, Summary value) {}

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
    double step = step(greatest());
    double top = step * Math.ceil(greatest() / step);
    StringBuilder body = new StringBuilder();
    body.append(label(LEFT, 22, "start\" font-weight=\"bold", title));
    body.append(label((LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", across + " (log)"));
    body.append(
        text(
            "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
            (TOP + BOTTOM) / 2, escape(up)));
    for (int tick = 0; tick * step <= top * 1.001; tick++) {
      double y = y(tick * step, top);
      body.append(line(LEFT, y, RIGHT, y, tick == 0 ? "#222" : "#ddd"));
      body.append(label(LEFT - 8, y + 4, "end", number(tick * step)));
    }
    for (Point point : points) {
      double x = x(point.size());
      body.append(label(x, BOTTOM + 18, "middle", number(point.size())));
      body.append(line(x, y(point.value().min(), top), x, y(point.value().max(), top), "#1f5fa8"));
      body.append(
          text(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"#1f5fa8\"/>\n",
              x, y(point.value().median(), top)));
    }
    String way =
        points.stream()
            .map(point -> text("%.1f,%.1f", x(point.size()), y(point.value().median(), top)))
            .collect(Collectors.joining(" "));
    body.append(
        text(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\"/>\n",
            way));
    return body.toString();
  }

  private double greatest() {
    double greatest = points.stream().mapToDouble(point -> point.value().max()).max().orElse(0);
    return greatest > 0 ? greatest : 1;
  }

  /** 1, 2 or 5 times a power of ten, of which {@link #TICKS} reach {@code greatest}. */
  private static double step(double greatest) {
    double power = Math.pow(10, Math.floor(Math.log10(greatest / TICKS)));
    double digits = greatest / TICKS / power;
    return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
  }

  private double x(double size) {
    double least = Math.log(points.getFirst().size());
    double range = Math.log(points.getLast().size()) - least;
    double margin = 20;
    double share = range == 0 ? 0.5 : (Math.log(size) - least) / range;
    return LEFT + margin + share * (RIGHT - LEFT - 2 * margin);
  }

  private static double y(double value, double top) {
    return BOTTOM - value / top * (BOTTOM - TOP);
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
