package subtext.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build of Subtext, as it stands in the files that it writes. */
public final class LibraryVersion {
  private static final String PROPERTIES =
      "/META-INF/maven/io.github.subtext/subtext-core/pom.properties";

  private LibraryVersion() {}

  /** Such as {@code 0.1.0}; {@code development} where the classes do not come from a jar. */
  public static String current() {
    try (InputStream in = LibraryVersion.class.getResourceAsStream(PROPERTIES)) {
      if (in == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
