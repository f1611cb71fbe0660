package subtext.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import subtext.bench.LineChart.Scale;

class LineChartTest {
  private static final LineChart CHART =
      new LineChart(
          "speed & <size>",
          new LineChart.Axis("words", Scale.LOGARITHMIC),
          new LineChart.Axis("tokens/s", Scale.FROM_ZERO),
          List.of(
              new LineChart.Line(
                  "",
                  List.of(
                      new LineChart.Point(10, 9_000, 8_000, 10_000),
                      new LineChart.Point(100, 5_000, 4_000, 6_000),
                      new LineChart.Point(1_000, 0, 0, 0)))));

  @Test
  void aPictureIsXmlOnWhite() {
    String svg = LineChart.svg(List.of(CHART, CHART, CHART), 2);
    assertThat(svg)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 840 560\"")
        .contains("<rect width=\"840\" height=\"560\" fill=\"#fff\"/>", "translate(420 0)");
    assertThatCode(
            () ->
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg))))
        .doesNotThrowAnyException();
  }

  @Test
  void axesSayWhatTheyCount() {
    assertThat(LineChart.svg(List.of(CHART), 1))
        .contains("speed &amp; &lt;size&gt;", ">words (log)<", ">tokens/s<", ">1,000<", ">10,000<");
  }

  @Test
  void equalRatiosAreEqualDistancesAndZeroLiesOnTheAxis() {
    assertThat(LineChart.svg(List.of(CHART), 1))
        .contains("points=\"98.0,58.8 237.0,134.0 376.0,228.0\"");
  }

  @Test
  void onePointIsAPictureToo() {
    LineChart.Line line = new LineChart.Line("", CHART.lines().getFirst().points().subList(2, 3));
    LineChart one = new LineChart("t", CHART.across(), CHART.up(), List.of(line));
    assertThat(LineChart.svg(List.of(one), 1)).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void fittedAxesBeginNearTheLeastValueAndLinesHaveNames() {
    LineChart.Axis axis = new LineChart.Axis("nats", Scale.FITTED);
    List<LineChart.Line> lines =
        List.of(
            new LineChart.Line("one", List.of(point(1, 120), point(3, 111))),
            new LineChart.Line("other", List.of(point(1, 121), point(3, 112))));
    assertThat(LineChart.svg(List.of(new LineChart("t", axis, axis, lines)), 1))
        .contains(">110<", ">122<", ">one<", ">other<")
        .doesNotContain(">0<", "(log)");
  }

  private static LineChart.Point point(double size, double value) {
    return new LineChart.Point(size, value, value, value);
  }
}
