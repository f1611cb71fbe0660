package subtext.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
 * @param verdict sentences on whether the latent variable is used; null where that was not judged
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
    JsonNode tree = figures == null ? null : Json.MAPPER.readTree(figures);
    Path model = fromHere(run == null ? served.folder() : run.path());
    ModelUse use = new ModelUse(model.toString(), loaded == null ? List.of() : loaded.verbs());
    return new ModelCard(
        text(served.folder().resolve("README.md")),
        run == null ? null : text(run.recipe()),
        tree,
        tree == null ? null : verdict(tree),
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

  private static @Nullable List<String> verdict(JsonNode figures) {
    JsonNode alive = figures.get("alive");
    if (alive == null || !alive.isBoolean()) {
      return null;
    }
    List<String> verdict = new ArrayList<>();
    verdict.add(
        alive.booleanValue()
            ? "The latent variable is used."
            : "The latent variable is not used as it should be: the model is, or nearly is, a"
                + " language model.");
    say(verdict, figures, "au", "%.0f dimensions are active.");
    say(verdict, figures, "mi", "z and the text share %.2f nats of information.");
    say(verdict, figures, "kl", "The posterior is %.2f nats away from the prior.");
    say(
        verdict,
        figures,
        "usage",
        "With a z that is not its own, a sentence costs %.2f nats more.");
    return verdict;
  }

  private static void say(List<String> verdict, JsonNode figures, String key, String sentence) {
    JsonNode value = figures.get(key);
    if (value != null && value.isNumber()) {
      verdict.add(sentence.formatted(value.doubleValue()));
    }
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
