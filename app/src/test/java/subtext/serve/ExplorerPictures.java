package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.report.Chromium;

/**
 * Takes the pictures of docs/explorer.md from a server that runs, whose address is the system
 * property {@code pictures.server}: docs/explorer/take.
 */
class ExplorerPictures {
  private static final int PATIENCE_MILLIS = 60_000;

  /**
   * @param shown what stands there when the view is whole
   */
  @ParameterizedTest
  @CsvSource({
    "map,        1280, 800,  en, light, map?method=pca,   '.legend'",
    "map-dark,   1280, 800,  zh, dark,  map?method=umap,  '.legend'",
    "sentence,   1280, 1000, en, light, sentence,         '.named[title]'",
    "between,    1280, 700,  en, light, between,          '.ladder'",
    "generate,   1280, 750,  en, light, generate,         '.samples li:nth-child(10)'",
    "training,   1280, 1300, en, light, training,         'line-chart svg'",
    "compare,    1280, 900,  en, dark,  'training?model=weather&with=weather2,weather8',"
        + " 'line-chart svg'",
    "model,      1280, 1000, en, light, model,            'pre'",
    "phone,      390,  844,  zh, dark,  sentence,         '.named[title]'",
  })
  void take(
      String name,
      int width,
      int height,
      String language,
      String light,
      String view,
      String shown) {
    try (Chromium chromium = new Chromium()) {
      Page page = open(chromium, width, height, language, light, view);
      page.locator(shown).first().waitFor();
      save(page, name);
    }
  }

  /** An answer and why: of {@link subtext.app.SmallTasks#answers}, which the server has as well. */
  @Test
  void takeTasks() {
    try (Chromium chromium = new Chromium()) {
      Page page = open(chromium, 1280, 800, "en", "light", "tasks?model=answers");
      page.locator("input.long").fill("where is the old river ?");
      page.locator("textarea")
          .fill("the tower is in the south\nthe river is in the north\nthe river was built later");
      page.locator("button.main").click();
      page.locator(".answered button").first().click();
      page.locator(".reasons").waitFor();
      save(page, "tasks");
    }
  }

  private static Page open(
      Chromium chromium, int width, int height, String language, String light, String view) {
    String server = Objects.requireNonNull(System.getProperty("pictures.server"));
    Page page =
        chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(width, height));
    page.setDefaultTimeout(PATIENCE_MILLIS);
    String separator = view.contains("?") ? "&" : "?";
    page.navigate(
        "%s/#/%s%slanguage=%s&light=%s".formatted(server, view, separator, language, light));
    return page;
  }

  private static void save(Page page, String name) {
    page.waitForTimeout(1_500);
    Path file = Path.of("../docs/explorer", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    assertThat(file).isNotEmptyFile();
  }
}
