package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import subtext.config.Nearest;
import subtext.error.InputException;
import subtext.recipe.Recipe;

@Command(
    name = "recipes",
    description = "Lists the shipped recipes, or prints one.",
    footer = {
      "",
      "Examples:",
      "  subtext recipes",
      "  subtext recipes quickstart-en > mine.yaml     a start for your own"
    })
final class RecipesCommand implements Callable<Integer> {
  private static final String SUFFIX = ".yaml";

  @ParentCommand private Subtext subtext;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The recipe to print.")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException {
    List<Path> recipes = recipes(subtext.installation().recipes());
    if (name == null) {
      list(recipes);
    } else {
      subtext.streams().line(Files.readString(recipe(recipes, name)).stripTrailing());
    }
    return 0;
  }

  private void list(List<Path> recipes) {
    int width = recipes.stream().mapToInt(file -> name(file).length()).max().orElse(0);
    for (Path file : recipes) {
      String line =
          name(file)
              + " ".repeat(width + 2 - name(file).length())
              + Recipe.read(file, List.of()).description();
      subtext.streams().line(line.stripTrailing());
    }
  }

  private static List<Path> recipes(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static Path recipe(List<Path> recipes, String name) {
    return recipes.stream()
        .filter(file -> name(file).equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = recipes.stream().map(RecipesCommand::name).toList();
              return new InputException(
                  "there is no recipe '" + name + "'" + Nearest.hint(name, names));
            });
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }
}
