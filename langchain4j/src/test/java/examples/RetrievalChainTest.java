package examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.langchain4j.TrainedAnswers;

class RetrievalChainTest {
  @TempDir Path folder;

  @Test
  void theExampleAnswersFromTheFile() throws IOException {
    Path corpus =
        Files.write(
            folder.resolve("corpus.txt"),
            List.of(
                "the tower is in the south",
                "the garden is in the east",
                "the river is in the north",
                "the team is a unit",
                "he plays the violin"));
    String answers = TrainedAnswers.run(folder).toString();
    assertThat(printed(answers, corpus, "where is the old river ?"))
        .isEqualTo("the river is in the north");
    assertThat(printed(answers, corpus, "where is the new garden ?"))
        .isEqualTo("the garden is in the east");
    assertThat(printed(answers, corpus, "哪里？")).isEqualTo("I do not know.");
  }

  @Test
  void theDocumentQuotesTheExample() throws IOException {
    String example = Files.readString(Path.of("src/test/java/examples/RetrievalChain.java"));
    String document = Files.readString(Path.of("../docs/langchain4j.md"));
    String quoted = document.substring(document.indexOf("RetrievalAugmentor augmentor"));
    assertThat(example.replaceAll("\\s+", " "))
        .contains(quoted.substring(0, quoted.indexOf("```")).strip().replaceAll("\\s+", " "));
  }

  /** The last line; those before it are the log's. */
  private String printed(String answers, Path corpus, String question) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      RetrievalChain.main(
          new String[] {
            "../models/quickstart-en",
            answers,
            corpus.toString(),
            folder.resolve("vectors").toString(),
            question
          });
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8).lines().toList().getLast();
  }
}
