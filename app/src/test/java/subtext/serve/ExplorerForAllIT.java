package subtext.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.app.SmallRun;

/**
 * The explorer for who has a keyboard alone, a screen reader, a small screen or a bad connection:
 * nothing moves by itself, and every state says what it is.
 */
class ExplorerForAllIT {
  /** A sum of the shares of the screen that moved, times how far; below 0.1 is called good. */
  private static final double MOST_SHIFT = 0.02;

  private static final int STEPS = 40;
  private static final String TOKEN = "0123456789abcdef-token";

  @RegisterExtension static final Pages PAGES = new Pages();

  @TempDir Path folder;

  /** Every view of a model of vectors, and the tasks of all others. */
  private static final List<String> VIEWS =
      List.of(
          "map?model=weather",
          "sentence?model=weather",
          "between?model=weather",
          "generate?model=weather",
          "training?model=weather",
          "model?model=weather",
          "tasks?model=weather",
          "tasks?model=labels",
          "tasks?model=topics",
          "tasks?model=translator",
          "tasks?model=answers");

  /** Waits until a view has what it asked for. */
  private static void settle(Page page) {
    assertThat(page.locator("main > :not(.unseen)")).isVisible();
    assertThat(page.locator(".working")).hasCount(0);
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    assertThat(page.locator("progress")).hasCount(0);
    assertThat(page.getByText("Loading …")).hasCount(0);
  }

  @ParameterizedTest
  @CsvSource({"en, LIGHT, 1280", "zh, DARK, 360"})
  void everyViewPassesTheAccessibilityCheck(String language, ColorScheme scheme, int width)
      throws IOException {
    String axe;
    try (InputStream in = ClassLoader.getSystemResourceAsStream("axe.min.js")) {
      axe = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
    List<String> violations = new ArrayList<>();
    for (String view : VIEWS) {
      Page page = PAGES.open(view + "&language=" + language, scheme, width);
      settle(page);
      page.evaluate("() => { " + axe + " }");
      Object found =
          page.evaluate(
              "axe.run().then((all) => all.violations.flatMap((rule) => rule.nodes.map((node) =>"
                  + " rule.id + ': ' + node.target.join(' ') + ' ' + node.any.map((check) =>"
                  + " check.message).join('; '))))");
      ((List<?>) found).forEach(each -> violations.add(view + " " + each));
    }
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 360})
  void nothingMovesWhileAViewIsMade(int width) {
    List<String> moved = new ArrayList<>();
    for (String view : VIEWS) {
      Page page = PAGES.blank(PAGES.server(), ColorScheme.LIGHT, width);
      page.addInitScript(
          "window.shift = 0; window.shifted = []; new PerformanceObserver((list) => {"
              + " for (const entry of list.getEntries()) { window.shift += entry.value;"
              + " window.shifted.push(...entry.sources.map((each) => each.node?.className"
              + " ?? each.node?.nodeName)); } }).observe({type: 'layout-shift', buffered: true})");
      page.navigate(PAGES.server().address() + "/#/" + view);
      settle(page);
      page.waitForTimeout(300);
      double shift = ((Number) page.evaluate("window.shift")).doubleValue();
      if (shift > MOST_SHIFT) {
        moved.add(view + " " + shift + " " + page.evaluate("window.shifted"));
      }
    }
    assertThat(moved).isEmpty();
  }

  /** What has the focus, in a word. */
  private static String focus(Page page) {
    return String.valueOf(
        page.evaluate(
            "(() => { const own = document.activeElement; return own.getAttribute('aria-label')"
                + " ?? own.closest('label')?.querySelector('span')?.textContent"
                + " ?? own.textContent.trim() })()"));
  }

  @Test
  void theKeyboardReachesEverythingInOrderAndShowsWhere() {
    Page page = PAGES.open("sentence?model=weather&text=the%20sun%20sees%20sea%201");
    page.getByLabel("length", new Page.GetByLabelOptions().setExact(true)).waitFor(); // comes last
    settle(page);
    page.bringToFront();
    page.waitForFunction("document.hasFocus()");
    List<String> reached = new ArrayList<>();
    for (int step = 0; step < STEPS && !reached.contains("length"); step++) {
      page.keyboard().press("Tab");
      reached.add(focus(page));
      Object outline =
          page.evaluate(
              "(() => { const style = getComputedStyle(document.activeElement); return"
                  + " style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth) })()");
      assertThat(((Number) outline).doubleValue()).as(reached.getLast()).isPositive();
    }
    assertThat(reached)
        .containsSubsequence(
            "Skip to the content",
            "Subtext",
            "Model",
            "Map",
            "Sentence",
            "Training",
            "Light or dark: as the system",
            "Language",
            "A sentence of yours",
            "Encode");
    assertThat(reached).anyMatch(name -> name.startsWith("What z "));
    assertThat(reached).anyMatch(name -> name.startsWith("z "));
  }

  @Test
  void arrowsMoveASliderAndTheSentenceFollows() {
    Page page = PAGES.open("sentence?model=quickstart-en&text=the%20team%20is%20a%20unit");
    Locator said = page.locator(".voice .said");
    assertThat(said).not().hasText("…");
    String before = said.textContent();
    Locator slider = page.locator(".dimension input").first();
    Locator value = page.locator(".dimension output").first();
    slider.focus();
    double start = Double.parseDouble(value.textContent());
    page.keyboard().press("ArrowLeft");
    assertThat(value).hasText("%.2f".formatted(Double.parseDouble(slider.inputValue())));
    assertThat(Double.parseDouble(value.textContent())).isLessThan(start);
    page.keyboard().press("Home");
    assertThat(value).hasText("-4.00");
    assertThat(said).not().hasText(before);
  }

  @Test
  void keysMoveAndZoomTheMapAndLetItsMiddleSpeak() {
    Page page = PAGES.open("map?model=weather");
    ExplorerIT.ready(page);
    page.locator("canvas").focus();
    String place =
        "(() => { const { scale, centre } = document.querySelector('map-view').ground;"
            + " return [scale, ...centre] })()";
    Object whole = page.evaluate(place);
    page.keyboard().press("ArrowRight");
    page.keyboard().press("+");
    List<?> moved = (List<?>) page.evaluate(place);
    assertThat(((Number) moved.get(0)).doubleValue())
        .isGreaterThan(((Number) ((List<?>) whole).get(0)).doubleValue());
    assertThat(moved.get(1)).isNotEqualTo(((List<?>) whole).get(1));
    page.keyboard().press("0");
    assertThat(page.evaluate(place)).isEqualTo(whole);
    page.keyboard().press("Enter");
    assertThat(page.locator("aside h2")).hasText("Here the model says");
    assertThat(page.locator("aside .said")).not().hasText("…");
  }

  @Test
  void whatIsAwaitedIsSaid() {
    Page page = PAGES.blank(PAGES.server(), ColorScheme.LIGHT, 1280);
    List<Route> held = new ArrayList<>();
    page.route("**/card", held::add);
    page.navigate(PAGES.server().address() + "/#/model?model=weather");
    assertThat(page.locator(".empty")).hasText("Loading …");
    page.waitForCondition(() -> !held.isEmpty());
    held.forEach(Route::resume);
    assertThat(page.locator(".verdict")).isVisible();
    assertThat(page.locator(".empty")).hasCount(0);
  }

  @Test
  void aServerThatIsGoneIsSaidAndAskedAgain() {
    Page page = PAGES.blank(PAGES.server(), ColorScheme.LIGHT, 1280);
    page.route("**/v1/models", Route::abort);
    page.navigate(PAGES.server().address() + "/");
    assertThat(page.locator(".empty")).containsText("The server does not answer.");
    PAGES.forgive("ERR_FAILED");
    page.unroute("**/v1/models");
    page.getByText("Try again").click();
    assertThat(page.locator("nav a").first()).isVisible();
  }

  @Test
  void whatIsRefusedIsSaidWhereItWasAsked() {
    Page page = PAGES.open("generate?model=quickstart-en");
    assertThat(page.locator(".samples li")).hasCount(10);
    page.getByText("all settings").click();
    page.getByLabel("Beam").fill("2");
    page.getByLabel("Top k").fill("3");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Generate").setExact(true))
        .click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("choose one way of writing");
    PAGES.forgive("422");
    assertThat(page.locator(".empty")).containsText("Sentences drawn from the prior appear here.");
  }

  @Test
  void aLanguageOrLightThatThereIsNotIsLeftOutOfTheAddressAndOfWhatIsKept() {
    Page page = PAGES.open("model?model=weather&language=xx&light=x");
    assertThat(page.locator(".verdict")).isVisible();
    for (String kept : List.of("{\"language\": 1, \"light\": \"x\"}", "null", "{")) {
      page.evaluate("kept => localStorage.setItem('subtext.explorer', kept)", kept);
      page.reload();
      assertThat(page.locator(".verdict")).isVisible();
      assertThat(page.locator("html")).hasAttribute("data-light", "auto");
    }
  }

  @Test
  void whatCannotBeHadIsSaidAndNotAwaitedAndForgottenByTheNextStep() {
    Page page = PAGES.blank(PAGES.server(), ColorScheme.LIGHT, 1280);
    page.route("**/v1/explain/attribute", Route::abort);
    page.navigate(
        PAGES.server().address() + "/#/sentence?model=weather&text=the%20sun%20sees%20sea%201");
    assertThat(page.getByRole(AriaRole.ALERT)).not().isEmpty();
    settle(page);
    PAGES.forgive("ERR_FAILED");
    page.locator(".dimension input").first().fill("2");
    assertThat(page.locator(".trouble")).hasText("");
  }

  @Test
  void aServerWithATokenAsksForIt() throws IOException {
    AccessToken token = AccessToken.read(Files.writeString(folder.resolve("token"), TOKEN));
    Settings settings = Settings.local(0, folder).with(token);
    Path shipped = SmallRun.HOME.resolve("models/quickstart-en");
    try (Server server = Server.start(settings, List.of(shipped))) {
      Page page = PAGES.open(server, "model", ColorScheme.LIGHT, 360);
      assertThat(page.locator(".empty")).containsText("This server asks for a token.");
      page.getByLabel("Token").fill("a wrong one that is long");
      page.getByText("Open", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(".empty")).containsText("This server asks for a token.");
      page.getByLabel("Token").fill(TOKEN);
      page.getByText("Open", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("h1")).hasText("quickstart-en");
      PAGES.forgive("401");
      assertThat(page.getByLabel("Over HTTP"))
          .containsText("-H \"Authorization: Bearer $(cat token.txt)\"");
      page.close();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aRunWithoutAModelShowsWhatThereIsUntilItHasOne() throws IOException {
    Path run = Files.createDirectory(folder.resolve("young"));
    Files.copy(
        PAGES.folder().resolve("weather").resolve("recipe.yaml"), run.resolve("recipe.yaml"));
    try (Server server = Server.start(Settings.local(0, folder), List.of(run))) {
      Page page = PAGES.open(server, "training", ColorScheme.LIGHT, 1280);
      assertThat(page.locator(".empty")).containsText("This run has written no figures yet.");
      assertThat(page.locator(".run")).containsText("stopped before its end");
      assertThat(page.locator("nav a")).hasText(new String[] {"Training", "Model"});
      page.locator("nav a").last().click();
      assertThat(page.locator(".card")).hasText("This run has no model yet.");
      page.locator("nav a").first().click();
      copy(PAGES.folder().resolve("weather").resolve("model"), run.resolve("model"));
      server.refresh();
      assertThat(page.getByText("Sentence", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      page.close();
    }
  }
}
