package subtext.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One HTML file with its style, scripts and data inside. Its content security policy names the two
 * scripts by their hashes and allows no request, so that nothing a corpus contains can run or call
 * out.
 *
 * @param body markup of the page's content
 * @param data for the charts; every value as JSON can say it
 */
record Page(Texts texts, String title, String body, Map<String, Object> data) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  String html() {
    String charts = Resource.read("echarts/echarts.common.min.js");
    String script = Resource.read("charts.js");
    String policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
            + "form-action 'none'; script-src '%s' '%s'".formatted(hash(charts), hash(script));
    Html html = new Html();
    html.trusted("<!doctype html>\n").open("html", "lang", texts.languageTag());
    html.open("head").trusted("<meta charset=\"utf-8\">\n");
    html.trusted("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.trusted("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.trusted("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n");
    html.element("title", title).trusted("\n<style>" + Resource.read("report.css") + "</style>");
    html.close().open("body");
    html.element("a", texts.get("skip"), "class", "skip", "href", "#content");
    html.trusted(body);
    html.open("footer").element("p", texts.get("footer")).close();
    html.trusted("<script type=\"application/json\" id=\"data\">" + json() + "</script>\n");
    html.trusted("<script>" + charts + "</script>\n<script>" + script + "</script>\n");
    return html.close().close().markup();
  }

  /** Writes the page, whole or not at all. */
  void write(Path file) throws IOException {
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      Files.write(partial, html().getBytes(StandardCharsets.UTF_8));
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** JSON that ends no script element whatever its strings say. */
  private String json() {
    return JSON.writeValueAsString(data)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
