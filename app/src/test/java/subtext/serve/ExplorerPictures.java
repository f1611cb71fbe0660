package subtext.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.app.SmallRun;
import subtext.app.SmallTasks;
import subtext.report.Chromium;

/**
 * Takes the pictures of docs/explorer.md: of the run of the quickstart that the system property
 * {@code pictures.run} names, and of small models that it trains: docs/explorer/take.
 */
class ExplorerPictures {
  private static final int WIDE = 1280;
  private static final int PATIENCE_MILLIS = 180_000;

  /** A way around some of the map, in shares of its width and height. */
  private static final double[][] LASSO = {
    {0.75, 0.52}, {0.94, 0.54}, {0.97, 0.72}, {0.93, 0.85}, {0.8, 0.88}, {0.73, 0.76}
  };

  @TempDir static Path folder;

  private static @Nullable Server server;
  private static @Nullable Chromium chromium;

  @BeforeAll
  static void serve() throws IOException {
    Path run = Path.of(Objects.requireNonNull(System.getProperty("pictures.run")));
    Path corpus = SmallRun.weather(folder);
    List<Path> models =
        List.of(
            run,
            SmallRun.finished(folder, "weather", corpus, "train.epochs=6"),
            SmallRun.finished(folder, "weather2", corpus, "train.epochs=6", "objective.rate=2"),
            SmallRun.finished(folder, "weather8", corpus, "train.epochs=6", "objective.rate=8"),
            SmallTasks.translator(folder));
    server = Server.start(Settings.local(0, Path.of("target", "maps")), models);
    chromium = new Chromium();
  }

  @AfterAll
  static void end() {
    Objects.requireNonNull(chromium).close();
    Objects.requireNonNull(server).close();
  }

  /**
   * @param shown what stands there when the view is whole
   */
  @ParameterizedTest
  @CsvSource({
    "map-dark,   800,  zh, dark,  map?method=umap,  '.legend'",
    "between,    640,  en, light, between?from=she+looked+at+him&to=he+looked+at+the+sky,"
        + " '.ladder'",
    "generate,   750,  en, light, generate,         '.samples li:nth-child(10)"
        + " .number:not(:empty)'",
    "model,      1000, en, light, model,            'pre'",
  })
  void take(String name, int height, String language, String light, String view, String shown) {
    Page page = open(WIDE, height, language, light, view);
    page.locator(shown).first().waitFor();
    save(page, name);
  }

  /** A lasso and what it lists, and what the model says on empty ground. */
  @Test
  void takeMap() {
    Page page = open(WIDE, 800, "en", "light", "map?method=umap");
    page.locator(".legend").waitFor();
    BoundingBox box = page.locator("canvas").boundingBox();
    page.mouse().click(box.x + 0.55 * box.width, box.y + 0.93 * box.height);
    assertThat(page.locator("aside .said")).not().hasText("…");
    page.keyboard().down("Shift");
    page.mouse().move(box.x + LASSO[0][0] * box.width, box.y + LASSO[0][1] * box.height);
    page.mouse().down();
    for (double[] corner : LASSO) {
      page.mouse().move(box.x + corner[0] * box.width, box.y + corner[1] * box.height);
    }
    page.mouse().up();
    page.keyboard().up("Shift");
    page.locator("aside .listed").waitFor();
    page.mouse().move(1, 1);
    page.locator("canvas").blur();
    save(page, "map");
  }

  /** A sentence that a slider has changed. */
  @ParameterizedTest
  @CsvSource({"sentence, 1280, 1000, en, light", "phone, 390, 844, zh, dark"})
  void takeSentence(String name, int width, int height, String language, String light) {
    Page page = open(width, height, language, light, "sentence?text=he+was+a+good+man");
    page.locator(".named[title]").first().waitFor();
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    page.locator(".dimension input[aria-label^='z 1,']").fill("-1.8");
    page.locator(".voice mark").first().waitFor();
    save(page, name);
  }

  /** A text, its translation, and which words carry it. */
  @Test
  void takeTasks() {
    Page page = open(WIDE, 640, "en", "light", "tasks?model=translator");
    Locator task = page.locator("section").first();
    task.locator("textarea").fill("two three one");
    task.getByText("Go").click();
    task.getByText("Why?").first().click();
    task.locator(".reasons").waitFor();
    save(page, "tasks");
  }

  /** Curves down to the last line of what each dimension holds. */
  @ParameterizedTest
  @CsvSource({
    "training, light, training, .heat",
    "compare,  dark,  'training?model=weather&with=weather2,weather8', .multiples"
  })
  void takeTraining(String name, String light, String view, String last) {
    Page page = open(WIDE, 800, "en", light, view);
    page.locator("line-chart svg").first().waitFor();
    page.waitForTimeout(1_000);
    BoundingBox end = page.locator(last).boundingBox();
    page.setViewportSize(WIDE, (int) (end.y + end.height) + 24);
    save(page, name);
  }

  private static Page open(int width, int height, String language, String light, String view) {
    Page page =
        Objects.requireNonNull(chromium)
            .browser()
            .newPage(new Browser.NewPageOptions().setViewportSize(width, height));
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.navigate(
        "%s/#/%s%slanguage=%s&light=%s"
            .formatted(
                Objects.requireNonNull(server).address(),
                view,
                view.contains("?") ? "&" : "?",
                language,
                light));
    return page;
  }

  private static void save(Page page, String name) {
    page.waitForTimeout(1_500);
    Path file = Path.of("../docs/explorer", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    assertThat(file).isNotEmptyFile();
    page.close();
  }
}
