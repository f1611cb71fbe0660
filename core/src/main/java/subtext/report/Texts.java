package subtext.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a page in one language, from {@code texts_LANGUAGE.properties}. They do not depend
 * on the machine's locale. A language without texts is shown in English.
 */
final class Texts {

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  private final String language;
  private final Properties texts;

  private Texts(String language, Properties texts) {
    this.language = language;
    this.texts = texts;
  }

  static Texts of(String language) {
    String known = Locale.forLanguageTag(language).getLanguage().equals("zh") ? "zh" : "en";
    Properties texts = new Properties();
    try {
      texts.load(new StringReader(Resource.read("texts_" + known + ".properties")));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    return new Texts(known, texts);
  }

  /**
   * The same with the texts {@code subject.key} in place of those of {@code key}, where there are
   * such.
   */
  Texts about(String subject) {
    Properties changed = new Properties();
    changed.putAll(texts);
    withPrefix(subject + ".").forEach(changed::setProperty);
    return new Texts(language, changed);
  }

  /** BCP 47 tag for the page. */
  String languageTag() {
    return language.equals("zh") ? "zh-Hans" : "en";
  }

  /** The text {@code key} with {0}, {1}, ... replaced by {@code arguments}. */
  String get(String key, Object... arguments) {
    String text = find(key);
    if (text == null) {
      throw new IllegalArgumentException("no text '" + key + "' in language " + language);
    }
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    String.valueOf(arguments[Integer.parseInt(place.group(1))])));
  }

  /** The text {@code key}, or null where there is none. */
  @Nullable String find(String key) {
    return texts.getProperty(key);
  }

  String getOr(String key, String other) {
    return texts.getProperty(key, other);
  }

  /** All texts whose key starts with {@code prefix}, without it. */
  Map<String, String> withPrefix(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (String key : texts.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        found.put(key.substring(prefix.length()), texts.getProperty(key));
      }
    }
    return found;
  }
}
