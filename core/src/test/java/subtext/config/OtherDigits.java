package subtext.config;

import java.util.Locale;

/** Work where the user's language has digits of its own, ٠ to ٩. */
public final class OtherDigits {
  private OtherDigits() {}

  public static void during(Runnable work) {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      work.run();
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }
}
