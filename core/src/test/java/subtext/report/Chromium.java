package subtext.report;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Chromium of this machine: {@code SUBTEXT_CHROMIUM}, or where systems put it. Its driver runs
 * on the Node of this machine.
 */
public final class Chromium implements AutoCloseable {

  private static final List<String> USUAL_PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium");

  private final Playwright playwright;
  private final Browser browser;

  public Chromium() {
    Map<String, String> environment =
        Map.of(
            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node().toString());
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of("--no-sandbox")));
  }

  public Browser browser() {
    return browser;
  }

  private static Path executable() {
    Stream<String> named = Stream.ofNullable(System.getenv("SUBTEXT_CHROMIUM"));
    return Stream.concat(named, USUAL_PLACES.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "The tests of pages need Chromium: apt-get install chromium fonts-noto-cjk,"
                        + " or set SUBTEXT_CHROMIUM to its executable"));
  }

  private static Path node() {
    Stream<String> named = Stream.ofNullable(System.getenv("PLAYWRIGHT_NODEJS_PATH"));
    Stream<String> onPath =
        Stream.ofNullable(System.getenv("PATH"))
            .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
            .map(folder -> folder + File.separator + "node");
    return Stream.concat(named, onPath)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "The tests of pages need Node: apt-get install nodejs, or set"
                        + " PLAYWRIGHT_NODEJS_PATH to its executable"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
