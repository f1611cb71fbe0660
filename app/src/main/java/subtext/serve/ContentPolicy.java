package subtext.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the page may do: run the scripts of this server and those that stand in its own HTML, and
 * ask nobody else.
 */
final class ContentPolicy {
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

  private final StringBuilder scripts = new StringBuilder("'self'");

  /**
   * @param html of the page; null where there is none
   */
  ContentPolicy(byte @Nullable [] html) {
    Matcher inline = INLINE.matcher(html == null ? "" : new String(html, UTF_8));
    while (inline.find()) {
      scripts
          .append(" 'sha256-")
          .append(Base64.getEncoder().encodeToString(Hashes.bytes(inline.group(1))))
          .append("'");
    }
  }

  String header() {
    return "default-src 'self'; script-src "
        + scripts
        + "; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none'";
  }
}
