package subtext.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.VersionException;

/** Whatever a file holds, it is read or refused with one of our own errors. */
class ReaderFuzzTest {
  private static final Columns AUTO = new Columns(Columns.AUTO, Columns.AUTO);

  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("subtext-fuzz");
  }

  @AfterEach
  void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @FuzzTest
  void corporaAreReadOrRefused(byte[] bytes) throws IOException {
    for (String name : List.of("a.txt", "a.tsv", "a.csv", "a.jsonl", "a.txt.gz")) {
      Path file = Files.write(folder.resolve(name), bytes);
      try (Stream<Line> lines = Corpus.open(file, AUTO, 1 << 12)) {
        lines.forEach(line -> {});
      } catch (InputException expected) {
        // Refused.
      }
    }
  }

  @FuzzTest
  void tokenizersAreLoadedOrRefused(byte[] bytes) throws IOException {
    Tokenizers.save(
        Tokenizers.train(
            new TokensConfig(TokenKind.BPE, 300, 1, 100, Normalization.DEFAULT),
            Stream.of("春眠 the unit")),
        folder);
    for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
      byte[] whole = Files.readAllBytes(folder.resolve(name));
      Files.write(folder.resolve(name), bytes);
      try {
        Tokenizer tokenizer = Tokenizers.load(folder);
        tokenizer.decode(tokenizer.encode("春眠 the unit"));
      } catch (InputException | CorruptFileException | VersionException expected) {
        // Refused.
      }
      Files.write(folder.resolve(name), whole);
    }
  }
}
