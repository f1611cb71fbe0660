package subtext.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.report.LatentSpace.Place;

/** The pages as a reader meets them: in a browser, without a network. */
class ReportPageIT {

  private static final int WIDE = 1280;

  @TempDir static Path folder;
  private static Chromium chromium;

  /** What no page may do: console errors, exceptions, requests. */
  private final List<String> faults = new ArrayList<>();

  @BeforeAll
  static void open() throws IOException {
    chromium = new Chromium();
    Report.write(folder.resolve("en.html"), ReportFixture.english());
    Report.write(folder.resolve("zh.html"), ReportFixture.chinese());
    Report.write(folder.resolve("lm.html"), ReportFixture.languageModel());
    Report.write(folder.resolve("hostile.html"), ReportFixture.hostile());
    ReportFixture.comparison().write(folder.resolve("compare.html"));
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @AfterEach
  void noPageFailedOrAskedForAnything() {
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "en, LIGHT, 1280",
    "en, DARK, 360",
    "zh, DARK, 1280",
    "zh, LIGHT, 360",
    "lm, LIGHT, 360",
    "compare, LIGHT, 1280",
    "compare, DARK, 360",
    "hostile, LIGHT, 360"
  })
  void everyChartIsDrawnAndNothingIsWiderThanTheScreen(String name, ColorScheme scheme, int width) {
    Page page = page(name, scheme, width);
    for (Locator plot : page.locator("[data-chart]").all()) {
      assertThat(plot).hasAttribute("aria-label", Pattern.compile(".+"));
      assertThat(drawn(plot)).as(plot.getAttribute("aria-label")).isTrue();
    }
    Object excess = page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assertThat((int) excess).isLessThanOrEqualTo(0);
  }

  @Test
  void hoveringOverAPointShowsItsSentence() {
    Page page = page("en", ColorScheme.LIGHT, WIDE);
    Place outermost =
        ReportFixture.english().latentSpace().map().stream()
            .max(Comparator.comparingDouble(Place::x))
            .orElseThrow();
    Locator plot = page.locator("[data-chart=map]");
    plot.scrollIntoViewIfNeeded();
    List<?> pixel =
        (List<?>)
            plot.evaluate(
                "(plot, at) => echarts.getInstanceByDom(plot)"
                    + ".convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, at)",
                List.of(outermost.x(), outermost.y()));
    BoundingBox box = plot.boundingBox();
    page.mouse()
        .move(
            box.x + ((Number) pixel.get(0)).doubleValue(),
            box.y + ((Number) pixel.get(1)).doubleValue());
    assertThat(page.locator(".tip p")).hasText(outermost.sentence());
    assertThat(page.locator(".tip small")).containsText(outermost.label());
  }

  @Test
  void searchAndLabelsNarrowTheMap() {
    Page page = page("en", ColorScheme.LIGHT, WIDE);
    assertThat(page.locator("p.found")).hasText("1,500 sentences");
    page.locator(".labels button", new Page.LocatorOptions().setHasText("weather")).click();
    page.getByLabel("Search sentences").fill("SNOW");
    assertThat(page.locator("ol.found li").first()).containsText("snow to melt");
    long weatherOfSnow =
        ReportFixture.english().latentSpace().map().stream()
            .filter(place -> place.label().equals("weather") && place.sentence().contains("snow"))
            .count();
    assertThat(page.locator("p.found")).hasText(weatherOfSnow + " sentences");
    page.locator(".clear").click();
    page.getByLabel("Search sentences").fill("no such words");
    assertThat(page.locator("p.found")).hasText("No sentence has that.");
  }

  @Test
  void sentencesOfTheMapCanBeReadWithTheKeyboard() {
    Page page = page("zh", ColorScheme.LIGHT, WIDE);
    Locator first = page.locator("ol.found button").first();
    first.focus();
    assertThat(page.locator(".tip p")).hasText(first.textContent());
    page.keyboard().press("Tab");
    Locator second = page.locator("ol.found button").nth(1);
    assertThat(second).isFocused();
    assertThat(page.locator(".tip p")).hasText(second.textContent());
  }

  @Test
  void aCorpusThatHoldsScriptsRunsNone() {
    Page page = page("hostile", ColorScheme.LIGHT, WIDE);
    assertThat(page.evaluate("window.hostile")).isNull();
    assertThat(page.locator("img")).hasCount(0);
    assertThat(page.locator(".sentences li")).hasText(ReportFixture.HOSTILE);
    Locator button = page.locator("ol.found button").first();
    assertThat(button).hasText(ReportFixture.HOSTILE);
    button.focus();
    assertThat(page.locator(".tip p")).hasText(ReportFixture.HOSTILE);
  }

  @Test
  void withoutScriptsTheTextIsStillThere() {
    Page page =
        chromium
            .browser()
            .newPage(new Browser.NewPageOptions().setJavaScriptEnabled(false).setOffline(true));
    page.navigate(folder.resolve("en.html").toUri().toString());
    assertThat(page.locator("h1")).hasText("This model is alive.");
    assertThat(page.locator("noscript p")).isVisible();
    page.locator("#curves summary").first().click();
    assertThat(page.locator("#curves table").first()).isVisible();
    page.close();
  }

  private Page page(String name, ColorScheme scheme, int width) {
    Page page =
        chromium
            .browser()
            .newPage(
                new Browser.NewPageOptions()
                    .setOffline(true)
                    .setColorScheme(scheme)
                    .setViewportSize(width, 900));
    String address = folder.resolve(name + ".html").toUri().toString();
    page.onConsoleMessage(message -> faults.add(message.type() + ": " + message.text()));
    page.onPageError(error -> faults.add("exception: " + error));
    page.onRequest(
        request -> {
          if (!request.url().equals(address)) {
            faults.add("request: " + request.url());
          }
        });
    page.navigate(address);
    assertThat(page.locator("html")).hasAttribute("data-drawn", "true");
    return page;
  }

  /** Whether a chart has marks: shapes in an SVG, or pixels of more than two colors on a canvas. */
  private static boolean drawn(Locator plot) {
    return (boolean)
        plot.evaluate(
            """
            plot => {
              const canvas = plot.querySelector('canvas');
              if (!canvas) return plot.querySelectorAll('svg path').length > 2;
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              return new Set(new Uint32Array(pixels.data.buffer)).size > 2;
            }
            """);
  }
}
