package subtext.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.explain.ExplainModel;
import subtext.store.LibraryVersion;
import subtext.store.RunFolder;
import subtext.tensor.Torch;
import subtext.train.Publisher;
import tools.jackson.databind.JsonNode;

/**
 * What people should know of a model, and how to use it.
 *
 * @param card Markdown; null for a run that has no model yet
 * @param recipe YAML of the run; null without one
 * @param figures of the run's evaluation; null without one
 * @param verdict sentences on what the latent variable does, as {@code explain} says them; null
 *     where there is none
 * @param environment of this server
 * @param command that uses it from the shell
 * @param code that uses it from Java
 */
record ModelCard(
    @Nullable String card,
    @Nullable String recipe,
    @Nullable JsonNode figures,
    @Nullable List<String> verdict,
    Map<String, String> environment,
    String command,
    String code) {

  static ModelCard of(ServedModel served) {
    RunFolder run = served.run();
    Loaded loaded = served.current();
    String figures = run == null ? null : text(Publisher.evaluationFile(run));
    Path model = fromHere(run == null ? served.folder() : run.path());
    ModelUse use = new ModelUse(model.toString(), loaded == null ? List.of() : loaded.verbs());
    return new ModelCard(
        text(served.folder().resolve("README.md")),
        run == null ? null : text(run.recipe()),
        figures == null ? null : Json.MAPPER.readTree(figures),
        verdict(loaded),
        surroundings(served.threads()),
        use.command(),
        use.code());
  }

  /** As one names it where the server was started, if it lies below. */
  private static Path fromHere(Path folder) {
    Path here = Path.of("").toAbsolutePath();
    return folder.startsWith(here) ? here.relativize(folder) : folder;
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable List<String> verdict(@Nullable Loaded loaded) {
    return loaded == null || !loaded.verbs().contains(ExplainVerb.NAME)
        ? null
        : ExplainModel.diagnosis(loaded.model().spec(), loaded.model().network().latent());
  }

  private static Map<String, String> surroundings(int threads) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("subtext", LibraryVersion.current());
    environment.put("libtorch", Torch.version() + ", " + Torch.cpuCapability());
    environment.put("java", Runtime.version().toString());
    environment.put("system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    environment.put("threads", String.valueOf(threads));
    return environment;
  }
}
