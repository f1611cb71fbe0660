package subtext.serve;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import subtext.app.SmallRun;
import subtext.explain.Grammar;
import subtext.report.Chromium;

/**
 * How fast the page is, in Chromium on a server of its own: from the input of a slider to the
 * sentence that it changed, and frames a second while a map is moved and zoomed. bench/explorer
 * runs it; what it finds are figures and no test.
 */
final class ExplorerSpeed {
  private static final int WARM = 20;
  private static final int MOVES = 100;
  private static final int POINTS = 50_000;

  /** Lines of which somewhat more than {@link #POINTS} are for training. */
  private static final int LINES = 56_000;

  private static final int SECONDS = 10;
  private static final int PAUSE_MILLIS = 400;
  private static final int LOOK_MILLIS = 200;
  private static final int PATIENCE_MILLIS = 120_000;

  /**
   * Resolves with [until the page changed, until that was painted] in ms; null where nothing did.
   */
  private static final String ARM =
      """
      () => {
        const said = document.querySelector('.voice .said');
        const before = said.textContent;
        window.answered = new Promise((done) => {
          let start = null;
          addEventListener('input', (event) => (start = event.timeStamp), {capture: true, once: true});
          const painted = (changed) => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => done([changed, performance.now() - start]);
            channel.port2.postMessage(0);
          };
          const observer = new MutationObserver(() => {
            if (start === null || said.textContent === before) return;
            observer.disconnect();
            const changed = performance.now() - start;
            requestAnimationFrame(() => painted(changed));
          });
          observer.observe(said, {subtree: true, childList: true, characterData: true});
          setTimeout(() => { observer.disconnect(); done(null); }, 1500);
        });
      }
      """;

  /**
   * In each frame drags or zooms the map, for some seconds; resolves with [the time of each frame,
   * how many of them found the map where it had been].
   */
  private static final String DRIVE =
      """
      ([seconds, zooms]) => new Promise((done) => {
        const canvas = document.querySelector('canvas');
        const ground = document.querySelector('map-view').ground;
        const box = canvas.getBoundingClientRect();
        const middle = [box.left + box.width / 2, box.top + box.height / 2];
        const times = [];
        let [seen, still] = ['', 0];
        const frame = (time) => {
          const now = [ground.scale, ...ground.centre].join();
          if (now === seen) still++;
          seen = now;
          times.push(time);
          const gone = (time - times[0]) / 1000;
          if (gone > seconds) { done([times, still]); return; }
          const at = {clientX: middle[0] + 150 * Math.sin(3 * gone), clientY: middle[1] + 80 * Math.sin(5 * gone),
            pointerId: 1, bubbles: true, cancelable: true};
          canvas.dispatchEvent(zooms ? new WheelEvent('wheel', {...at, deltaY: 30 * Math.cos(2 * gone) || 1})
            : new PointerEvent('pointermove', at));
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      })
      """;

  private ExplorerSpeed() {}

  /** Prints figures: {@code ExplorerSpeed [FOLDER OF A MODEL OR RUN]}. */
  public static void main(String[] arguments) throws IOException {
    Path model =
        arguments.length > 0
            ? Path.of(arguments[0])
            : SmallRun.HOME.resolve("models").resolve("quickstart-en");
    Path folder = Files.createTempDirectory("explorer-speed");
    try (Chromium chromium = new Chromium()) {
      System.out.println("Chromium " + chromium.browser().version());
      try (Server server =
          Server.start(Settings.local(0, folder.resolve("cache")), List.of(model))) {
        sliders(open(chromium, server, "sentence"));
      }
      Path corpus = Files.writeString(folder.resolve("grammar.txt"), grammar());
      Path run = SmallRun.finished(folder, "grammar", corpus, "tokens.kind=word");
      try (Server server = Server.start(Settings.local(0, folder.resolve("cache")), List.of(run))) {
        map(open(chromium, server, "map"));
      }
    }
  }

  /** Two sentences a line, so that hardly any line is there twice. */
  private static String grammar() {
    List<Grammar.Sentence> sentences = Grammar.sentences(2 * LINES, 1);
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < LINES; n++) {
      lines.append(sentences.get(2 * n).text()).append(" and ");
      lines.append(sentences.get(2 * n + 1).text()).append('\n');
    }
    return lines.toString();
  }

  private static Page open(Chromium chromium, Server server, String view) {
    Page page = chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onPageError(System.err::println);
    page.navigate(server.address() + "/#/" + view);
    return page;
  }

  private static void sliders(Page page) {
    page.locator(".voice .said:not(:text('…'))").waitFor();
    page.waitForLoadState();
    boolean run = page.locator("nav a[href*='training']").count() > 0;
    if (run) {
      page.locator(".dimensions small:not(:empty)").first().waitFor();
      page.locator(".pull:not([aria-busy]) input").nth(1).waitFor();
    }
    SplittableRandom random = new SplittableRandom(1);
    List<Double> changed = new ArrayList<>();
    List<Double> painted = new ArrayList<>();
    List<Locator> sliders = page.locator(".dimension input").all();
    int same = 0;
    for (int move = -WARM; move < MOVES; ) {
      Locator slider = sliders.get(random.nextInt(sliders.size()));
      slider.focus();
      page.evaluate(ARM);
      page.keyboard().press(random.nextBoolean() ? "PageUp" : "PageDown");
      Object answered = page.evaluate("window.answered");
      if (answered instanceof List<?> times) {
        if (move >= 0) {
          changed.add(number(times.get(0)));
          painted.add(number(times.get(1)));
        }
        move++;
      } else {
        same++;
      }
      page.waitForTimeout(random.nextInt(PAUSE_MILLIS));
    }
    System.out.printf(
        Locale.ROOT,
        "slider: %d moves that changed the sentence (%d more did not)%n"
            + "  until the page changed      p50 %.0f ms  p95 %.0f ms  most %.0f ms%n"
            + "  until that was painted      p50 %.0f ms  p95 %.0f ms  most %.0f ms%n",
        MOVES,
        same,
        quantile(changed, 0.5),
        quantile(changed, 0.95),
        quantile(changed, 1),
        quantile(painted, 0.5),
        quantile(painted, 0.95),
        quantile(painted, 1));
  }

  private static void map(Page page) {
    while (!Boolean.TRUE.equals(
        page.evaluate("document.querySelector('map-view')?.ground?.scale > 0"))) {
      page.waitForTimeout(LOOK_MILLIS);
    }
    Object points = page.evaluate("document.querySelector('map-view').points.text.length");
    if (!points.equals(POINTS)) {
      throw new IllegalStateException("the map has " + points + " points");
    }
    BoundingBox box = page.locator("canvas").boundingBox();
    System.out.printf("map: %s points on %.0f x %.0f pixels%n", points, box.width, box.height);
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    page.mouse().down();
    frames("dragged", page.evaluate(DRIVE, List.of(SECONDS, false)));
    page.mouse().up();
    frames("zoomed", page.evaluate(DRIVE, List.of(SECONDS, true)));
  }

  private static void frames(String what, Object found) {
    List<?> times = (List<?>) ((List<?>) found).get(0);
    List<Double> gaps = new ArrayList<>();
    for (int n = 1; n < times.size(); n++) {
      gaps.add(number(times.get(n)) - number(times.get(n - 1)));
    }
    double seconds = gaps.stream().mapToDouble(Double::doubleValue).sum() / 1000;
    System.out.printf(
        Locale.ROOT,
        "  %-7s %.1f frames a second; a frame takes p50 %.1f ms, p95 %.1f ms, at most %.1f ms;"
            + " in %s of %d the map had not moved%n",
        what,
        gaps.size() / seconds,
        quantile(gaps, 0.5),
        quantile(gaps, 0.95),
        quantile(gaps, 1),
        ((List<?>) found).get(1),
        times.size());
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static double quantile(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1.0, share * sorted.size()));
  }
}
