package subtext.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.store.RunFolder;
import subtext.store.RunLock;
import tools.jackson.databind.JsonNode;

/** The explorer as people meet it: in a browser, on models that were trained for it. */
class ExplorerIT {
  @RegisterExtension static final Pages PAGES = new Pages();

  private static final Pattern WEATHER = Pattern.compile("the (sun sees sea|rain hides land) \\d");

  private static final Pattern CHECKS =
      Pattern.compile(
          "The parts (add up to within|miss the whole by) 0\\.\\d+ nats.*"
              + "; rank correlation with omission -?\\d\\.\\d\\d");

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
    for (String model : Pages.KINDS) {
      Page page =
          PAGES.open("model?language=%s&model=%s".formatted(language, model), scheme, width);
      assertThat(page.locator("nav a[aria-current]"))
          .hasText(language.equals("en") ? "Model" : "模型");
      for (Locator tab : page.locator("nav a").all()) {
        tab.click();
        assertThat(tab).hasAttribute("aria-current", "page");
        assertThat(page.locator("main > :not(.unseen)")).isVisible();
        assertThat(page.locator(".trouble")).hasText("");
        Object excess = page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assertThat((int) excess).as(model + " " + tab.textContent()).isLessThanOrEqualTo(0);
      }
      assertThat(page.locator("html")).hasAttribute("lang", language.equals("en") ? "en" : "zh-CN");
    }
  }

  @Test
  void aSliderChangesTheSentenceAndTheWayBackRestoresIt() {
    Page page = PAGES.open("sentence?model=quickstart-en&text=the%20team%20is%20a%20unit");
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

  @ParameterizedTest
  @ValueSource(strings = {"quickstart-en", "weather", "sphere"}) // the first without its corpus
  void aSliderHasRoomOnASmallScreen(String model) {
    Page page = PAGES.open("sentence?model=" + model, ColorScheme.LIGHT, 360);
    Locator slider = page.locator(".dimension input").first();
    Locator value = page.locator(".dimension output").first();
    BoundingBox room = slider.boundingBox();
    assertThat(room.width).isGreaterThan(180);
    assertThat(value.boundingBox().y).isLessThan(room.y + room.height);
  }

  @Test
  void anAttributeHasASliderAndADimensionSaysWhatItIsAbout() {
    Page page = PAGES.open("sentence?model=weather&text=the%20sun%20sees%20sea%201");
    assertThat(page.locator(".dimension small").first()).not().isEmpty();
    page.getByLabel("Add an attribute …").selectOption("foul");
    Locator slider = page.getByLabel("foul", exactly());
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
  void aSentenceOnASphereIsShownBesideThePriorThatItHas() {
    Page page = PAGES.open("sentence?model=sphere&text=the%20sun%20sees%20sea%201");
    assertThat(said(page)).not().hasText("…");
    Locator slider = page.locator(".dimension input").first();
    assertThat(slider).hasAttribute("max", Pattern.compile("(1\\.9|2\\.0).*")); // 4 / sqrt(4)
    assertThat(page.locator(".whisker, .nats")).hasCount(0);
    assertThat(page.locator("main")).not().containsText("NaN");
    assertThat(page.locator(".dimension .bar").first())
        .not()
        .hasAttribute("style", Pattern.compile(".*NaN.*"));
    slider.press("Home");
    assertThat(page.getByText("Back to the sentence")).isEnabled();
  }

  @Test
  void wordsAreShadedAndNeighboursAreTrainingSentences() {
    Page page = PAGES.open("sentence?model=weather&text=the%20rain%20hides%20land%202");
    assertThat(page.locator(".shaded span")).hasCount(5);
    assertThat(page.locator(".checks")).hasText(CHECKS);
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
    Page page = PAGES.open("map?model=weather");
    BoundingBox box = ready(page);
    double right = box.width / 2;
    Object expected =
        page.evaluate(
            "right => { const { ground, points } = document.querySelector('map-view'); return"
                + " points.text.filter((_, i) =>"
                + " ground.pixel(ground.x[i], ground.y[i])[0] < right) }",
            right);
    List<String> within = ((List<?>) expected).stream().map(String::valueOf).toList();
    page.keyboard().down("Shift");
    drag(
        page,
        box,
        new double[][] {{1, 1}, {right, 1}, {right, box.height - 1}, {1, box.height - 1}});
    page.keyboard().up("Shift");
    assertThat(within).hasSizeBetween(1, 400);
    assertThat(page.locator("aside h2")).hasText(within.size() + " sentences in the lasso");
    assertThat(page.locator("aside .listed .said").allTextContents())
        .isEqualTo(within.stream().limit(200).toList());
  }

  /** The map, when its points are drawn. */
  static BoundingBox ready(Page page) {
    Locator canvas = page.locator("canvas");
    assertThat(canvas).hasAttribute("aria-label", Pattern.compile("Map of [34]\\d\\d sentences.*"));
    while (!Boolean.TRUE.equals(
        page.evaluate("document.querySelector('map-view').ground?.scale > 0"))) {
      page.waitForTimeout(20);
    }
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
    Page page = PAGES.open("map?model=weather");
    ready(page);
    page.getByLabel("Find sentences").fill("onerror");
    assertThat(page.locator("aside .listed .said").first()).hasText(Pages.HOSTILE);
    page.getByLabel("Find sentences").fill("the rain");
    assertThat(page.locator("aside .listed li").first()).containsText("the rain hides land");
    page.navigate(
        PAGES.server().address() + "/#/sentence?model=weather&text=" + encoded(Pages.HOSTILE));
    assertThat(page.getByLabel("A sentence of yours")).hasValue(Pages.HOSTILE);
    assertThat(page.locator(".shaded")).containsText("< script >");
    assertThat(page.locator("section", named("Nearest")).locator("a").first())
        .hasText(Pages.HOSTILE);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Test
  void aPointOpensItsSentenceAndEmptyGroundSpeaks() {
    Page page = PAGES.open("map?model=weather");
    BoundingBox box = ready(page);
    page.mouse().click(box.x + 3, box.y + 3);
    assertThat(page.locator("aside h2")).hasText("Here the model says");
    assertThat(page.locator("aside .said")).not().hasText("…");
    double[] point = point(page, box, 7);
    page.mouse().move(point[0], point[1]);
    assertThat(page.locator(".tip .said")).hasText(WEATHER);
    assertThat(page.locator(".tip small"))
        .hasText(Pattern.compile("(fair|foul) · KL .* · length .*"));
    page.mouse().click(point[0], point[1]);
    assertThat(page.getByLabel("A sentence of yours")).hasValue(WEATHER);
  }

  /** Where on the screen a sentence of the map is. */
  private static double[] point(Page page, BoundingBox box, int place) {
    List<?> pixel =
        (List<?>)
            page.evaluate(
                "place => { const ground = document.querySelector('map-view').ground;"
                    + " return ground.pixel(ground.x[place], ground.y[place]) }",
                place);
    return new double[] {
      box.x + ((Number) pixel.get(0)).doubleValue(), box.y + ((Number) pixel.get(1)).doubleValue()
    };
  }

  @Test
  void aModelWithoutASentenceViewShowsATextAndItsTopicsOnTheMap() {
    Page page = PAGES.open("map?model=topics");
    BoundingBox box = ready(page);
    assertThat(page.locator("aside .lead").first()).containsText("what the model says of its text");
    page.mouse().click(box.x + 3, box.y + 3);
    double[] point = point(page, box, 7);
    page.mouse().click(point[0], point[1]);
    assertThat(page.locator(".opened .said"))
        .hasText(Pattern.compile("the (cat|dog) sees sea \\d"));
    assertThat(page.locator(".opened .shares > span")).hasCount(2);
    page.getByLabel("Find sentences").fill("dog sees sea 3");
    page.locator("aside .listed button").first().click();
    assertThat(page.locator(".opened .said")).hasText("the dog sees sea 3");
    assertThat(page.locator("aside .listed li").first()).isVisible();
  }

  @Test
  void sentencesAreGeneratedOneAfterTheOther() {
    Page page = PAGES.open("generate?model=quickstart-en");
    assertThat(page.locator(".samples li")).hasCount(10);
    List<String> first = page.locator(".samples .said").allTextContents();
    page.getByLabel("Seed").fill("2");
    page.getByLabel("Samples").fill("4");
    generate(page);
    assertThat(page.locator(".samples li")).hasCount(4);
    assertThat(page.locator(".samples .said").allTextContents()).doesNotContainSequence(first);
  }

  @Test
  void everyFieldOfARequestForSentencesHasAControl() {
    Page page = PAGES.open("generate?model=labels");
    assertThat(page.locator(".samples li")).hasCount(10);
    Object asked =
        page.evaluate(
            "async () => { const document = await (await fetch('/openapi.json')).json(); return"
                + " Object.keys(document.paths['/v1/generate'].post.requestBody"
                + ".content['application/json'].schema.properties)"
                + ".filter(name => !['model', 'stream'].includes(name)).sort().join() }");
    Object controls =
        page.evaluate(
            "[...document.querySelector('main form').elements].map(each => each.name)"
                + ".filter(Boolean).sort().join()");
    assertThat(controls).isEqualTo(asked);
  }

  @Test
  void sentencesAreWrittenAsTheSettingsSay() {
    Page page = PAGES.open("generate?model=labels");
    assertThat(page.locator(".samples a")).hasCount(0);
    page.getByLabel("Samples").fill("3");
    page.locator("select[name=label]").selectOption("foul");
    page.getByText("all settings").click();
    page.getByLabel("Beam", exactly()).fill("2");
    page.getByLabel("Length penalty").fill("1");
    page.getByLabel("Longest").fill("2");
    page.getByLabel("z from").selectOption("standard");
    generate(page);
    assertThat(page.locator(".samples li")).hasCount(3);
    assertThat(page.locator(".samples .tag")).hasText(new String[] {"foul", "foul", "foul"});
    assertThat(page.locator(".samples .said").first()).hasText(Pattern.compile("\\S*( \\S*)?"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void samplesAreCopiedWithAndWithoutAClipboardToAsk(boolean clipboard) {
    Page page = PAGES.blank(PAGES.server(), ColorScheme.LIGHT, 1280);
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.addInitScript("window.clipboard = navigator.clipboard");
    if (!clipboard) {
      page.addInitScript("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
    }
    page.navigate(PAGES.server().address() + "/#/generate?model=quickstart-en");
    assertThat(page.locator(".samples .number").last()).not().isEmpty();
    page.bringToFront();
    page.evaluate("window.clipboard.writeText('')");
    page.getByText("Copy", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("Copied")).isVisible();
    assertThat(page.evaluate("window.clipboard.readText()"))
        .isEqualTo(String.join("\n", page.locator(".samples .said").allTextContents()) + "\n");
  }

  @Test
  void samplesAreExported() throws IOException {
    Page page = PAGES.open("generate?model=quickstart-en");
    assertThat(page.locator(".samples .number").last()).not().isEmpty();
    List<String> shown = page.locator(".samples .said").allTextContents();
    Download text = page.waitForDownload(() -> page.getByText("Export .txt").click());
    assertThat(Files.readAllLines(text.path())).isEqualTo(shown);
    Download rows = page.waitForDownload(() -> page.getByText("Export .jsonl").click());
    assertThat(Files.readAllLines(rows.path()))
        .extracting(row -> Json.MAPPER.readTree(row).get("text").stringValue())
        .isEqualTo(shown);
  }

  @Test
  void writingStopsWhenItIsToldTo() {
    Page page = PAGES.open("generate?model=quickstart-en");
    assertThat(page.locator(".samples .number").last()).not().isEmpty();
    page.getByText("all settings").click();
    page.getByLabel("Samples").fill("100");
    page.getByLabel("Shortest").fill("300");
    page.getByLabel("Longest").fill("300");
    generate(page);
    assertThat(page.locator(".samples li").first()).isVisible();
    Locator stop = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop"));
    stop.click();
    assertThat(stop).isDisabled();
    assertThat(page.locator(".trouble")).hasText("");
    assertThat(page.locator(".samples a")).hasCount(0);
  }

  @Test
  void aModelThatWritesWithoutLabelsIsNotAskedForOne() {
    Page page = PAGES.open("generate?model=readings");
    assertThat(page.locator(".samples li")).hasCount(10);
    assertThat(page.locator("select[name=label]")).hasCount(0);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static void generate(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Generate").setExact(true))
        .click();
  }

  @Test
  void betweenTwoSentencesThereAreSteps() {
    Page page = PAGES.open("between?model=quickstart-en&from=the+team+is+a+unit&to=music+at+night");
    assertThat(page.locator(".ladder")).hasCount(2);
    assertThat(page.locator(".ladder").first().locator("li")).hasCount(8);
    assertThat(page.locator(".ladder mark").first()).isVisible();
    for (String path : List.of("linear", "spherical")) {
      page.getByLabel("Path").selectOption(path);
      page.getByLabel("Steps").fill("5");
      go(page.locator("form"));
      assertThat(page.locator("h2")).hasText(new String[] {path});
      assertThat(page.locator(".ladder li")).hasCount(5);
    }
  }

  private static Locator go(Locator task) {
    task.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Go")).click();
    return task;
  }

  @Test
  void textsAreClassifiedWithTheWordsThatCarryTheLabel() {
    Page page = PAGES.open("tasks?model=labels");
    Locator task = page.locator("section", named("Classify"));
    task.locator("textarea").fill("the sun sees sea 1\nthe rain hides land 2");
    assertThat(go(task).locator(".answered")).hasCount(2);
    assertThat(task.locator(".answered strong").first()).hasText(Pattern.compile("fair|foul"));
    task.getByText("Why?").first().click();
    assertThat(task.locator(".reasons .shaded span")).hasText(words("the sun sees sea 1"));
    assertThat(task.locator(".reasons .checks")).hasText(CHECKS);
    task.getByText("Why?").first().click();
    assertThat(task.locator(".reasons")).hasCount(0);
  }

  private static String[] words(String text) {
    return text.split(" ");
  }

  @Test
  void aTextIsTranslatedAndTheTranslationExplained() {
    Page page = PAGES.open("tasks?model=translator");
    Locator task = page.locator("section", named("Translate"));
    task.locator("textarea").fill("two three one");
    assertThat(go(task).locator(".answered .said").first()).hasText("zwei drei eins");
    task.getByText("Why?").click();
    assertThat(task.locator(".reasons .shaded span")).hasText(words("two three one"));
    assertThat(task.locator(".spread")).containsText("draws of z: mean -");
  }

  @Test
  void aTranslatorWithoutALatentVariableIsAskedForOneTranslation() {
    Page page = PAGES.open("tasks?model=twin");
    Locator task = page.locator("section", named("Translate"));
    task.locator("textarea").fill("two three one");
    assertThat(go(task).locator(".answered")).hasCount(1);
  }

  @Test
  void textsHaveScores() {
    Page page = PAGES.open("tasks?model=quickstart-en");
    Locator task = page.locator("section", named("Score"));
    task.locator("textarea").fill("the team is a unit\nunit a team is the");
    Locator nats = go(task).locator("tbody td:nth-child(2)");
    assertThat(nats).hasCount(2);
    String bound = nats.first().textContent();
    assertThat(Double.parseDouble(bound)).isLessThan(Double.parseDouble(nats.last().textContent()));
    task.getByLabel("By").selectOption("the negative ELBO");
    assertThat(go(task).locator("tbody td:nth-child(2)").first()).not().hasText(bound);
  }

  @Test
  void aQuestionIsAnsweredWithWhereTheAnswerStands() {
    Page page = PAGES.open("tasks?model=answers");
    Locator task = page.locator("section", named("Answer"));
    task.getByLabel("Question").fill("where is the old river ?");
    task.locator("textarea").fill("the tower is in the south\nthe river is in the north");
    Locator first = go(task).locator(".answered").first();
    assertThat(first).containsText("the river is in the north");
    assertThat(first.locator(".source")).hasText("line 2");
    first.getByText("Why?").click();
    assertThat(first.locator(".shaded")).hasCount(2);
    assertThat(first.locator(".spread")).containsText("% agree");
  }

  @Test
  void aTextIsRewrittenWhenTheTrainingTextIsRead() {
    Page page = PAGES.open("tasks?model=weather");
    Locator task = page.locator("section", named("Rewrite"));
    task.locator("textarea").fill("the sun sees sea 1");
    task.getByLabel("To").selectOption("foul");
    assertThat(go(task).locator("tbody tr")).hasCount(1);
  }

  @Test
  void topicsHaveWordsDocumentsAndAMap() {
    Page page = PAGES.open("tasks?model=topics");
    assertThat(page.locator("table.topics tbody tr")).hasCount(2);
    Locator task = page.locator("section", named("What documents are about"));
    task.locator("textarea").fill("the cat sees sea\nzzz");
    assertThat(go(task).locator(".answered").first().locator(".share")).hasCount(2);
    assertThat(task.locator(".answered").nth(1)).containsText("no known word");
    page.getByText("The documents on the map").click();
    ready(page);
  }

  @Test
  void trainingIsDrawnWithTheKlOfEachDimension() {
    Page page = PAGES.open("training?model=weather");
    assertThat(page.locator("line-chart svg").first()).isVisible();
    assertThat(page.locator(".heat tbody tr")).hasCount(4);
    assertThat(page.locator(".heat tbody tr").first().locator("td:not(.last)")).hasCount(4);
    assertThat(page.locator(".run")).containsText("finished");
  }

  @Test
  void asManyRunsAsOneLikesAreComparedWithTheirRatesAndDistortions() {
    Page page = PAGES.open("training?model=weather");
    for (String other : List.of("weather2", "topics", "translator")) {
      beside(page, other).check();
    }
    Locator loss = page.locator("line-chart").first().locator(".plot");
    for (String run : List.of("weather", "weather2", "topics", "translator")) {
      assertThat(loss).hasAttribute("aria-label", Pattern.compile(".*\\b" + run + " · .*"));
    }
    assertThat(page.locator(".plane .plot"))
        .hasAttribute("aria-label", Pattern.compile("Rate and distortion, weather .*weather2 .*"));
    assertThat(page).hasURL(Pattern.compile(".*with=weather2%2Ctopics%2Ctranslator.*"));
    beside(page, "topics").uncheck();
    assertThat(loss).not().hasAttribute("aria-label", Pattern.compile(".*topics.*"));
    page.reload();
    assertThat(beside(page, "translator")).isChecked();
  }

  private static Locator beside(Page page, String run) {
    return page.getByRole(
        AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(Pattern.compile("^" + run + "\\b")));
  }

  @Test
  void aRunThatTrainsIsWatched() throws IOException {
    RunFolder run = new RunFolder(PAGES.folder().resolve("weather2"));
    Page page = PAGES.open("training?model=weather2");
    assertThat(page.locator(".run")).containsText("finished");
    assertThat(page.locator(".heat tbody tr").first().locator("td:not(.last)")).hasCount(2);
    List<String> rows = Files.readAllLines(run.metrics());
    String valid = rows.stream().filter(row -> row.contains("kl_per_dimension")).toList().getLast();
    Locator columns = page.locator(".heat tbody tr").first().locator("td:not(.last)");
    try (RunLock lock = RunLock.take(run)) {
      assertThat(page.locator(".run")).containsText("training now");
      String next = valid.replaceFirst("\"step\":\\d+", "\"step\":99999");
      Files.writeString(run.metrics(), next + "\n", StandardOpenOption.APPEND);
      assertThat(columns).hasCount(3);
      Files.write(run.metrics(), rows); // as a run that is resumed before its last row does
      assertThat(columns).hasCount(2);
    }
    assertThat(page.locator(".run")).containsText("finished");
  }

  @Test
  void theNegativeElboOfTrainingIsNotTheWeightedLoss() throws IOException {
    JsonNode last =
        Files.readAllLines(new RunFolder(PAGES.folder().resolve("weather")).metrics()).stream()
            .map(Json.MAPPER::readTree)
            .filter(row -> row.get("kind").stringValue().equals("train"))
            .toList()
            .getLast();
    double elbo = last.get("rec").doubleValue() + last.get("kl").doubleValue();
    assertThat(elbo).isNotCloseTo(last.get("loss").doubleValue(), Percentage.withPercentage(0.1));
    Object drawn =
        PAGES
            .open("training?model=weather")
            .locator("line-chart")
            .first()
            .evaluate("chart => chart.series[0].points.at(-1)[1]");
    assertThat(((Number) drawn).doubleValue()).isCloseTo(elbo, Percentage.withPercentage(1e-6));
  }

  @Test
  void theModelSaysHowItIsAndHowItIsUsed() {
    Page page = PAGES.open("model?model=weather");
    assertThat(page.locator(".verdict")).containsText("dimensions are active");
    assertThat(page.locator("pre", new Page.LocatorOptions().setHasText("Model.load"))).isVisible();
    assertThat(page.locator("pre", new Page.LocatorOptions().setHasText("learningRate")))
        .isVisible();
    assertThat(page.locator(".card table").first()).containsText("latent dimensions");
  }

  @Test
  void theMapIsLaidOutByNeighbourhoodsAndColouredByWhatOneLikes() {
    Page page = PAGES.open("map?model=weather");
    ready(page);
    String places = "document.querySelector('map-view').ground?.x?.slice(0, 9).join()";
    Object plane = page.evaluate(places);
    page.getByLabel("Layout").selectOption("umap");
    page.waitForCondition(() -> !plane.equals(page.evaluate(places)));
    ready(page);
    assertThat(page.evaluate(places)).isNotEqualTo(plane);
    page.getByLabel("Colour").first().selectOption("cluster");
    assertThat(page.locator(".legend button")).not().hasCount(2);
    for (String figure : List.of("kl", "length")) {
      page.getByLabel("Colour").first().selectOption(figure);
      assertThat(page.locator(".legend.scale")).isVisible();
      Object rising =
          page.evaluate(
              "figure => { const { points, ground } = document.querySelector('map-view');"
                  + " const order = points[figure].map((_, i) => i)"
                  + ".sort((a, b) => points[figure][a] - points[figure][b]);"
                  + " const colours = order.map(i => ground.colours[i]);"
                  + " return colours.every((c, i) => i === 0 || colours[i - 1] <= c)"
                  + " && colours.at(-1) > colours[0] }",
              figure);
      assertThat(rising).as(figure).isEqualTo(true);
    }
  }

  @Test
  void aClassIsShownAlone() {
    Page page = PAGES.open("map?model=weather");
    ready(page);
    Locator fair =
        page.locator(".legend button").filter(new Locator.FilterOptions().setHasText("fair"));
    fair.click();
    assertThat(fair).hasAttribute("aria-pressed", "true");
    Object faint =
        page.evaluate(
            "(() => { const view = document.querySelector('map-view');"
                + " return view.points.label.every((label, i) =>"
                + " (label === 'fair') === (view.ground.faint[i] === 0)) })()");
    assertThat((Boolean) faint).isTrue();
  }
}
