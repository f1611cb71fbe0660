package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import subtext.app.SmallRun;
import subtext.app.SmallTasks;
import subtext.report.Chromium;

/**
 * Pages of a server with a model of every kind, which all browser tests share. After each test its
 * pages are closed, and no page may have written an error, thrown an exception, or asked anybody
 * else.
 */
final class Pages implements BeforeAllCallback, AfterEachCallback {
  private static final int PATIENCE_MILLIS = 30_000;

  static final String HOSTILE = "the <script>alert(1)</script> sea <img src=x onerror=a()>";

  /**
   * Ids of a model of each kind, whose names say what they do; weather2 is another weather,
   * readings labels texts by their latents, and writes without; sphere has its latents on one, and
   * twin translates without any.
   */
  static final List<String> KINDS =
      List.of("weather", "labels", "topics", "translator", "answers", "quickstart-en");

  private static final int WIDE = 1280;
  private static final int HIGH = 900;

  private final List<String> faults = new ArrayList<>();
  private final List<Page> open = new ArrayList<>();
  private @Nullable Site site;

  /** The models, their server, and the browser; made once for all tests. */
  private record Site(Path folder, Server server, Chromium chromium) implements AutoCloseable {
    static Site start() {
      try {
        Path folder = Files.createTempDirectory("pages");
        Path corpus = SmallRun.weather(folder);
        Files.writeString(
            corpus, ("foul\t" + HOSTILE + "\n").repeat(20), StandardOpenOption.APPEND);
        List<Path> models =
            List.of(
                SmallRun.finished(folder, "weather", corpus, "train.epochs=4"),
                SmallRun.finished(folder, "weather2", corpus, "train.epochs=2", "objective.rate=2"),
                SmallRun.finished(
                    folder,
                    "labels",
                    corpus,
                    "task=classify",
                    "model.classifier={kind: semiSupervised}"),
                SmallRun.finished(
                    folder,
                    "readings",
                    corpus,
                    "task=classify",
                    "model.classifier={kind: latents}"),
                SmallRun.finished(
                    folder,
                    "topics",
                    SmallRun.corpus(folder),
                    "task=topics",
                    "tokens={kind: word, words: known, minCount: 1}",
                    "model={latent: 2, prior: {kind: dirichlet}, encoder: {kind: counts, hidden:"
                        + " 8}}",
                    "model.decoder={kind: bag}"),
                SmallRun.finished(
                    folder,
                    "sphere",
                    corpus,
                    "model.posterior={kind: vonMisesFisher, concentration: 15}",
                    "model.prior={kind: uniform}"),
                SmallTasks.translator(folder),
                SmallRun.finished(
                    folder,
                    "twin",
                    folder.resolve("numbers.de"),
                    "task=translate",
                    "data.source=.en",
                    "data.text=1",
                    "tokens.kind=word",
                    "tokens.minCount=1",
                    "model.latent=0"),
                SmallTasks.answers(folder),
                SmallRun.HOME.resolve("models/quickstart-en"));
        Settings settings = Settings.local(0, folder.resolve("cache"));
        return new Site(folder, Server.start(settings, models), new Chromium());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      chromium.close();
      server.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS); // on a busy machine
    site =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Pages.class))
            .computeIfAbsent("site", key -> Site.start(), Site.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    open.forEach(Page::close);
    open.clear();
    List<String> found = List.copyOf(faults);
    faults.clear();
    assertThat(found).as("what pages did wrong").isEmpty();
  }

  private Site site() {
    return Objects.requireNonNull(site, "made before all tests");
  }

  Browser browser() {
    return site().chromium.browser();
  }

  Server server() {
    return site().server;
  }

  /** Where the runs lie. */
  Path folder() {
    return site().folder;
  }

  /** A page on a wide screen in daylight. */
  Page open(String address) {
    return open(address, ColorScheme.LIGHT, WIDE);
  }

  Page open(String address, ColorScheme scheme, int width) {
    return open(server(), address, scheme, width);
  }

  /** A page of another server than the one that all share. */
  Page open(Server server, String address, ColorScheme scheme, int width) {
    Page page = blank(server, scheme, width);
    page.navigate(server.address() + "/#/" + address);
    return page;
  }

  /** A page that has asked for nothing yet. */
  Page blank(Server server, ColorScheme scheme, int width) {
    Page page =
        browser()
            .newPage(
                new Browser.NewPageOptions().setColorScheme(scheme).setViewportSize(width, HIGH));
    open.add(page);
    page.onPageError(faults::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !isAwaited(message)) {
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
    return page;
  }

  /** What waits for the training text is refused until that is read, and the browser writes it. */
  private static boolean isAwaited(ConsoleMessage message) {
    return message.text().contains("status of 503")
        && message
            .location()
            .matches(".*/v1/(neighbours|rewrite|explain/(model|attribute|dimension))\\b.*");
  }

  /** Expects errors that the browser itself writes where it is refused something. */
  void forgive(String error) {
    assertThat(faults).anyMatch(fault -> fault.contains(error));
    faults.removeIf(fault -> fault.contains(error));
  }
}
