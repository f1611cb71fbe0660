package subtext.serve;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The web page and its libraries, from the resources of this program. */
final class Explorer implements Handler {
  static final String FOLDER = "/subtext/explorer/";
  static final String INDEX = "index.html";

  /** Names of letters, digits, '_', '-', '.' and '@', none of which begins with a dot. */
  private static final Pattern PATH =
      Pattern.compile("(?:[\\w@-][\\w@.-]*/)*[\\w@-][\\w@.-]*\\.(\\w+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  /** Of all that the page is made of, without their encodings. */
  static List<String> types() {
    return TYPES.values().stream().map(type -> type.replaceFirst(";.*", "")).sorted().toList();
  }

  private final String policy = new ContentPolicy(resource(INDEX)).header();

  @Override
  public void handle(Context context) {
    String path = context.path().equals("/") ? INDEX : context.pathParam("path");
    var found = PATH.matcher(path);
    String type = found.matches() ? TYPES.get(found.group(1)) : null;
    byte[] bytes = type == null ? null : resource(path);
    if (bytes == null || type == null) {
      throw new Problem(Problem.Kind.NOT_FOUND, "there is no such page");
    }
    context
        .contentType(type)
        .header("Cache-Control", "no-cache")
        .header("Content-Security-Policy", policy)
        .result(bytes);
  }

  private static byte @Nullable [] resource(String path) {
    try (InputStream in = Explorer.class.getResourceAsStream(FOLDER + path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the program's own resource cannot be read: " + path, e);
    }
  }
}
