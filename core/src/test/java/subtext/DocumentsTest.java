package subtext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subtext.recipe.Recipe;

/** What the documents say of files and code must be so. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String folder : List.of("", "docs", "docs/decisions")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents;
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Path document : documents()) {
      Matcher links = LINK.matcher(Files.readString(document));
      while (links.find()) {
        String link = links.group(1);
        if (!link.startsWith("https://")) {
          assertThat(document.resolveSibling(link)).as("a link of %s", document).exists();
        }
      }
    }
  }

  @Test
  void theReadmesQuoteTheExampleThatTheTestsRun() throws IOException {
    String example = Files.readString(Path.of("src/test/java/examples/UseAModel.java"));
    for (String name : List.of("README.md", "README.zh-CN.md")) {
      Matcher quoted = JAVA.matcher(Files.readString(ROOT.resolve(name)));
      assertThat(quoted.find()).as(name + " quotes Java").isTrue();
      assertThat(example.replaceAll("\\s+", " "))
          .as("the example, which %s quotes", name)
          .contains(quoted.group(1).strip().replaceAll("\\s+", " "));
    }
  }

  @Test
  void everyKeyOfTheMethodsBinds() throws IOException {
    Matcher keys =
        Pattern.compile("`((?:model|objective|train)[a-zA-Z.]*): ([^`]+)`")
            .matcher(Files.readString(ROOT.resolve("docs/methods.md")));
    int found = 0;
    for (; keys.find(); found++) {
      String setting = keys.group(1) + "=" + keys.group(2);
      assertThatCode(() -> Recipe.of(List.of(setting))).as(setting).doesNotThrowAnyException();
    }
    assertThat(found).isGreaterThan(25);
  }

  @Test
  void everyDecisionIsListed() throws IOException {
    Path decisions = ROOT.resolve("docs/decisions");
    String list = Files.readString(decisions.resolve("README.md"));
    try (Stream<Path> pages = Files.list(decisions)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .filteredOn(page -> !page.equals("README.md"))
          .allSatisfy(page -> assertThat(list).contains("(" + page + ")"));
    }
  }
}
