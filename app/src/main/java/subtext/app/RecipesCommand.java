package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
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
  @ParentCommand private Subtext subtext;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The recipe to print.")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException {
    Recipes recipes = new Recipes(subtext.installation().recipes());
    if (name == null) {
      list(recipes.all());
    } else {
      subtext.streams().line(Files.readString(recipes.find(name)).stripTrailing());
    }
    return 0;
  }

  private void list(Map<String, Path> recipes) {
    int width = recipes.keySet().stream().mapToInt(String::length).max().orElse(0);
    recipes.forEach(
        (recipe, file) -> {
          String description = Recipe.read(file, List.of()).description();
          String line = recipe + " ".repeat(width + 2 - recipe.length()) + description;
          subtext.streams().line(line.stripTrailing());
        });
  }
}
