package subtext.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML element by element. Text and attribute values are escaped here and nowhere else;
 * {@link #trusted} is for this package's own markup.
 */
final class Html {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens {@code tag} with {@code attributes} given as name, value, name, value, ... */
  Html open(String tag, String... attributes) {
    startTag(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Closes the innermost open element. */
  Html close() {
    out.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** An element that holds nothing but {@code text}. */
  Html element(String tag, String text, String... attributes) {
    startTag(tag, attributes);
    out.append(escape(text)).append("</").append(tag).append('>');
    return this;
  }

  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Appends markup as it is. Never a user's string. */
  Html trusted(String markup) {
    out.append(markup);
    return this;
  }

  /** The markup so far; every element must be closed. */
  String markup() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  private void startTag(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(escape(attributes[i + 1])).append('"');
    }
    out.append('>');
  }

  /** Escapes for text and for quoted attributes; characters that HTML forbids become U+FFFD. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '\t', '\n' -> escaped.append(c);
        default -> escaped.append(isShowable(text, i) ? c : '\uFFFD');
      }
    }
    return escaped.toString();
  }

  private static boolean isShowable(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return !Character.isISOControl(c) && c < '\uFFFE';
  }
}
