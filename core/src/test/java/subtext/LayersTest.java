package subtext;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The architecture: packages in the order in which text flows to a latent variable and back. Each
 * knows only those before it.
 */
class LayersTest {
  private static final List<String> LAYERS =
      List.of(
          "error",
          "config",
          "schedule",
          "metric",
          "tensor",
          "text",
          "data",
          "nn",
          "latent",
          "encoder",
          "decoder",
          "objective",
          "model",
          "store",
          "use",
          "eval",
          "explain",
          "recipe",
          "train",
          "report");

  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern USE = Pattern.compile("\\bsubtext\\.([a-z]\\w*)\\.[A-Z*]");
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\\n"
              + "]*|\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n"
              + "])*\"|'(?:\\\\.|[^'\\\\\\n"
              + "])+'",
          Pattern.DOTALL);

  /** Ways to run what a file holds, or to read it with a parser that cannot be trusted. */
  private static final Pattern UNSAFE_LOADING =
      Pattern.compile(
          "ObjectInputStream|XMLDecoder|\\bJitModule\\b|\\bInputArchive\\b|\\bjit_load\\b|\\bload_jit|(?i:pickle)");

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String code(Path file) throws IOException {
    return code(Files.readString(file));
  }

  private static String code(String source) {
    return NOT_CODE.matcher(source).replaceAll(" ");
  }

  private static List<String> upwardUses(String layer, String code) {
    List<String> uses = new ArrayList<>();
    for (Matcher use = USE.matcher(code); use.find(); ) {
      String used = use.group(1);
      if (!LAYERS.contains(used) || LAYERS.indexOf(used) > LAYERS.indexOf(layer)) {
        uses.add("subtext." + layer + " uses subtext." + used);
      }
    }
    return uses;
  }

  private static String layer(Path file) {
    return file.getParent().getFileName().toString();
  }

  @Test
  void packagesKnowOnlyThoseBeforeThem() throws IOException {
    for (Path file : sources(MAIN)) {
      assertThat(upwardUses(layer(file), code(file))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void everyPackageHasAPlaceAndADescription() throws IOException {
    for (Path file : sources(MAIN)) {
      assertThat(MAIN.relativize(file).getParent().toString())
          .as(file.toString())
          .isIn(LAYERS.stream().map(layer -> "subtext/" + layer).toList());
      Path description = file.resolveSibling("package-info.java");
      assertThat(description).exists().content().contains("@NullMarked").contains("/**");
    }
  }

  @Test
  void onlyTheTensorPackageKnowsLibtorch() throws IOException {
    for (Path file : sources(MAIN)) {
      if (!layer(file).equals("tensor")) {
        assertThat(code(file)).as(file.toString()).doesNotContain("org.bytedeco");
      }
    }
  }

  @Test
  void noFileOfAUserIsDeserialisedOrRun() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path main : modules.map(module -> module.resolve(MAIN)).filter(Files::exists).toList()) {
        for (Path file : sources(main)) {
          assertThat(code(file)).as(file.toString()).doesNotContainPattern(UNSAFE_LOADING);
        }
      }
    }
  }

  @Test
  void theRulesSeeImportsAndQualifiedNamesButNoComments() {
    String source =
        """
        /* subtext.report.Page */ import subtext.data.Batch; // subtext.train.Trainer
        import static subtext.model.Model.*;
        String s = "subtext.store.Manifest"; subtext.error.InputException e;
        """;
    assertThat(upwardUses("text", code(source)))
        .containsExactly("subtext.text uses subtext.data", "subtext.text uses subtext.model");
    assertThat(code("new ObjectInputStream(in)")).containsPattern(UNSAFE_LOADING);
  }
}
