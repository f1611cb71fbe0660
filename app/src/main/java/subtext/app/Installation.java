package subtext.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder that Subtext runs from: {@code home} holds recipes, data, models and the launcher. */
record Installation(Path home) {

  /**
   * What the launcher says in the system property {@code subtext.home}, or the folder with a
   * launcher nearest above the classes, or the working directory.
   */
  static Installation find() {
    String home = System.getProperty("subtext.home");
    if (home != null) {
      return new Installation(Path.of(home));
    }
    for (Path folder = classes(); folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("subtext"))) {
        return new Installation(folder);
      }
    }
    return new Installation(Path.of("").toAbsolutePath());
  }

  Path recipes() {
    return home.resolve("recipes");
  }

  private static @Nullable Path classes() {
    try {
      URI location = Main.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location).getParent();
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
