package subtext.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subtext.app.SmallRun;
import subtext.report.Chromium;

/** The explorer as people meet it: in a browser, on models that were trained for it. */
class ExplorerIT {
  private static final int WIDE = 1280;
  private static final String HOSTILE = "the <script>alert(1)</script> sea <img src=x onerror=a()>";

  @TempDir static Path folder;
  private static Server server;
  private static Chromium chromium;

  /** What no page may do: console errors, exceptions, requests to others. */
  private final List<String> faults = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Path corpus = SmallRun.weather(folder);
    Files.writeString(corpus, ("foul\t" + HOSTILE + "\n").repeat(20), StandardOpenOption.APPEND);
    Path weather = SmallRun.finished(folder, "weather", corpus, "train.epochs=4");
    Path labels =
        SmallRun.finished(
            folder, "labels", corpus, "task=classify", "model.classifier={kind: semiSupervised}");
    Path topics =
        SmallRun.finished(
            folder,
            "topics",
            SmallRun.corpus(folder),
            "task=topics",
            "tokens={kind: word, words: known, minCount: 1}",
            "model={latent: 2, prior: {kind: dirichlet}, encoder: {kind: counts, hidden: 8}}",
            "model.decoder={kind: bag}");
    Path shipped = SmallRun.HOME.resolve("models/quickstart-en");
    server =
        Server.start(
            Settings.local(0, folder.resolve("cache")), List.of(weather, labels, topics, shipped));
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    server.close();
  }

  @AfterEach
  void noPageFailedOrAskedOthers() {
    assertThat(faults).isEmpty();
  }

  private Page open(String address) {
    return open(address, ColorScheme.LIGHT, WIDE);
  }

  private Page open(String address, ColorScheme scheme, int width) {
    Page page =
        chromium
            .browser()
            .newPage(
                new Browser.NewPageOptions().setColorScheme(scheme).setViewportSize(width, 900));
    page.onPageError(faults::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("503")) {
            faults.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(server.address().toString())
              && !request.url().startsWith("blob:")) {
            faults.add("asked " + request.url());
          }
        });
    page.navigate(server.address() + "/#/" + address);
    return page;
  }

  private static Locator said(Page page) {
    return page.locator(".voice .said");
  }

  @ParameterizedTest
  @CsvSource({
    "en, LIGHT, 1280",
    "zh, DARK, 1280",
    "en, DARK, 360",
    "zh, LIGHT, 360",
  })
  void everyViewOfEveryModelIsShown(String language, ColorScheme scheme, int width) {
    for (String model : List.of("weather", "labels", "topics", "quickstart-en")) {
      Page page = open("model?language=%s&model=%s".formatted(language, model), scheme, width);
      assertThat(page.locator("nav a[aria-current]"))
          .hasText(language.equals("en") ? "Model" : "模型");
      for (Locator tab : page.locator("nav a").all()) {
        tab.click();
        assertThat(tab).hasAttribute("aria-current", "page");
        assertThat(page.locator("main h1, main h2, main form, main canvas, main figure").first())
            .isVisible();
        assertThat(page.locator(".trouble")).hasText("");
        Object excess = page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assertThat((int) excess).as(model + " " + tab.textContent()).isLessThanOrEqualTo(0);
      }
      assertThat(page.locator("html")).hasAttribute("lang", language.equals("en") ? "en" : "zh-CN");
      page.close();
    }
  }

  @Test
  void aSliderChangesTheSentenceAndTheWayBackRestoresIt() {
    Page page = open("sentence?model=quickstart-en&text=the%20team%20is%20a%20unit");
    assertThat(said(page)).not().hasText("…");
    String before = said(page).textContent();
    Locator slider = page.locator(".dimension input").first();
    slider.fill("-4");
    assertThat(said(page)).not().hasText(before);
    assertThat(page.locator(".voice mark").first()).isVisible();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Back to the sentence"))
        .click();
    assertThat(said(page)).hasText(before);
  }

  @Test
  void anAttributeHasASliderAndADimensionSaysWhatItIsAbout() {
    Page page = open("sentence?model=weather&text=the%20sun%20sees%20sea%201");
    assertThat(page.locator(".dimension small").first()).not().isEmpty();
    page.getByLabel("Add an attribute …").selectOption("foul");
    Locator slider = page.getByLabel("foul", new Page.GetByLabelOptions().setExact(true));
    assertThat(slider).isVisible();
    Locator value = page.locator(".dimension output").first();
    String before = value.textContent();
    slider.fill("2");
    assertThat(value).not().hasText(before);
    page.locator(".dimension button.index").first().click();
    assertThat(page.locator(".about h2")).containsText("What z");
    assertThat(page.locator(".about ol li")).hasCount(7);
  }

  @Test
  void wordsAreShadedAndNeighboursAreTrainingSentences() {
    Page page = open("sentence?model=weather&text=the%20rain%20hides%20land%202");
    assertThat(page.locator(".shaded span")).hasCount(5);
    Locator near = page.locator("section", named("Nearest training sentences")).locator("a");
    assertThat(near.first()).hasText("the rain hides land 2");
    near.nth(1).click();
    assertThat(page.getByLabel("A sentence of yours")).not().hasValue("the rain hides land 2");
  }

  private static Page.LocatorOptions named(String heading) {
    return new Page.LocatorOptions().setHasText(heading);
  }

  @Test
  void aLassoListsTheSentencesInIt() {
    Page page = open("map?model=weather");
    BoundingBox box = ready(page);
    double right = box.width / 2;
    Object expected =
        page.evaluate(
            "right => { const ground = document.querySelector('map-view').ground; let count = 0;"
                + " for (let i = 0; i < ground.x.length; i++)"
                + " if (ground.pixel(ground.x[i], ground.y[i])[0] < right) count++; return count }",
            right);
    page.keyboard().down("Shift");
    drag(
        page,
        box,
        new double[][] {{1, 1}, {right, 1}, {right, box.height - 1}, {1, box.height - 1}});
    page.keyboard().up("Shift");
    assertThat((int) expected).isBetween(1, 400);
    assertThat(page.locator("aside h2")).hasText(expected + " sentences in the lasso");
    assertThat(page.locator("aside li")).hasCount(Math.min(200, (int) expected));
  }

  /** The map, when its points are drawn. */
  private static BoundingBox ready(Page page) {
    Locator canvas = page.locator("canvas");
    assertThat(canvas).hasAttribute("aria-label", Pattern.compile("Map of [34]\\d\\d sentences.*"));
    page.waitForFunction("document.querySelector('map-view').ground?.scale > 0");
    return canvas.boundingBox();
  }

  private static void drag(Page page, BoundingBox box, double[][] corners) {
    page.mouse().move(box.x + corners[0][0], box.y + corners[0][1]);
    page.mouse().down();
    for (double[] corner : corners) {
      page.mouse().move(box.x + corner[0], box.y + corner[1]);
    }
    page.mouse().up();
  }

  @Test
  void aSearchFindsAndHostileTextIsText() {
    Page page = open("map?model=weather");
    ready(page);
    page.getByLabel("Find sentences").fill("onerror");
    assertThat(page.locator("aside li .said").first()).hasText(HOSTILE);
    page.getByLabel("Find sentences").fill("the rain");
    assertThat(page.locator("aside li").first()).containsText("the rain hides land");
    page.navigate(server.address() + "/#/sentence?model=weather&text=" + encoded(HOSTILE));
    assertThat(page.getByLabel("A sentence of yours")).hasValue(HOSTILE);
    assertThat(page.locator(".shaded")).containsText("< script >");
    assertThat(page.locator("section", named("Nearest")).locator("a").first()).hasText(HOSTILE);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Test
  void aPointOpensItsSentenceAndEmptyGroundSpeaks() {
    Page page = open("map?model=weather");
    BoundingBox box = ready(page);
    page.mouse().click(box.x + 3, box.y + 3);
    assertThat(page.locator("aside h2")).hasText("Here the model says");
    assertThat(page.locator("aside .said")).not().hasText("…");
    List<?> pixel =
        (List<?>)
            page.evaluate(
                "(() => { const ground = document.querySelector('map-view').ground;"
                    + " return ground.pixel(ground.x[7], ground.y[7]) })()");
    page.mouse()
        .click(
            box.x + ((Number) pixel.get(0)).doubleValue(),
            box.y + ((Number) pixel.get(1)).doubleValue());
    assertThat(page.getByLabel("A sentence of yours"))
        .hasValue(Pattern.compile("the (sun sees sea|rain hides land) \\d"));
  }

  @Test
  void sentencesAreGeneratedOneAfterTheOther() {
    Page page = open("generate?model=quickstart-en");
    assertThat(page.locator(".samples li")).hasCount(10);
    List<String> first = page.locator(".samples .said").allTextContents();
    page.getByLabel("Seed").fill("2");
    page.getByLabel("Samples").fill("4");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Generate").setExact(true))
        .click();
    assertThat(page.locator(".samples li")).hasCount(4);
    assertThat(page.locator(".samples .said").allTextContents()).doesNotContainSequence(first);
  }

  @Test
  void betweenTwoSentencesThereAreSteps() {
    Page page = open("between?model=quickstart-en&from=the+team+is+a+unit&to=music+at+night");
    assertThat(page.locator(".ladder")).hasCount(2);
    assertThat(page.locator(".ladder").first().locator("li")).hasCount(7);
    assertThat(page.locator(".ladder mark").first()).isVisible();
  }

  @Test
  void textsAreClassifiedAndTopicsListed() {
    Page page = open("tasks?model=labels");
    Locator form = page.locator("section", named("Classify"));
    form.locator("textarea").fill("the sun sees sea 1\nthe rain hides land 2");
    form.getByRole(AriaRole.BUTTON).click();
    assertThat(form.locator("tbody tr")).hasCount(2);
    assertThat(form.locator("tbody th").first()).hasText(Pattern.compile("fair|foul"));
    page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true)).selectOption("topics");
    assertThat(page.locator("table.topics tbody tr")).hasCount(2);
  }

  @Test
  void trainingIsDrawnWithTheKlOfEachDimension() {
    Page page = open("training?model=weather");
    assertThat(page.locator("line-chart svg").first()).isVisible();
    assertThat(page.locator(".heat tbody tr")).hasCount(4);
    assertThat(page.locator(".heat tbody tr").first().locator("td")).hasCount(4);
    page.getByLabel("Compare with").selectOption("labels");
    assertThat(page.locator("line-chart").first()).containsText("labels");
  }

  @Test
  void theModelSaysHowItIsUsed() {
    Page page = open("model?model=weather");
    assertThat(page.locator("pre", named("Model.load"))).isVisible();
    assertThat(page.locator("pre", named("learningRate"))).isVisible();
  }
}
