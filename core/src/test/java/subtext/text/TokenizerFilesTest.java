package subtext.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.VersionException;

class TokenizerFilesTest {
  private static final String TEXT = "the team, \"the unit\", isn't 春眠不觉晓";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(TokenKind.class)
  void whatIsSavedIsLoaded(TokenKind kind) {
    Tokenizer tokenizer = train(kind);
    assertThat(Tokenizers.save(tokenizer, folder))
        .containsExactly(folder.resolve("tokenizer.json"), folder.resolve("tokenizer_config.json"));
    Tokenizer loaded = Tokenizers.load(folder);
    assertThat(loaded.config()).isEqualTo(tokenizer.config());
    assertThat(loaded.size()).isEqualTo(tokenizer.size());
    assertThat(loaded.encode(TEXT + " extra")).isEqualTo(tokenizer.encode(TEXT + " extra"));
  }

  @ParameterizedTest
  @EnumSource(TokenKind.class)
  void loadingAndSavingAgainChangesNothing(TokenKind kind) throws IOException {
    Path file = Tokenizers.save(train(kind), folder).getFirst();
    byte[] first = Files.readAllBytes(file);
    Tokenizers.save(Tokenizers.load(folder), folder);
    assertThat(file).hasBinaryContent(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "id" : 0           | "id" : 0, "id" : 0 | not JSON
          "<s>" : 2          | "<s>" : 900        | ids must count
          "Ā" : 4            | "Ā" : 5            | ids must count
          "Ā" : 4            | "x y" : 4          | where bytes are due
          "<unk>" : 1        | "<unknown>" : 1    | first must be
          "merges" : [       | "merges" : ["q",   | merges "q"
          "merges" : [       | "merges" : ["q r s", | merges "q r s"
          "merges" : [       | "merges" : ["t zzz", | merges "t zzz"
          "merges" : [       | "merges" : [["t"], | merges ["t"]
          "model" : {        | "mode" : {         | has 0 tokens
          """)
  void contradictionsAreCorruption(String whole, String damaged, String message)
      throws IOException {
    Path file = Tokenizers.save(train(TokenKind.BPE), folder).getFirst();
    replace(file, whole, damaged);
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "kind" : "bpe"     | "kind" : "bpu"     | bad configuration
          "vocabulary" : 300 | "vocabulary" : 270 | at most 270
          "vocabulary" : 300 | "vocabulary" : 3   | 260
          "subtext" : {      | "other" : {        | no section
          """)
  void badConfigurationsAreCorruption(String whole, String damaged, String message)
      throws IOException {
    Path file = Tokenizers.save(train(TokenKind.BPE), folder).getLast();
    replace(file, whole, damaged);
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokenizer.json", "tokenizer_config.json"})
  void truncationIsCorruption(String name) throws IOException {
    Tokenizers.save(train(TokenKind.WORD), folder);
    Path file = folder.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 2; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Tokenizers.load(folder)).isInstanceOf(CorruptFileException.class);
    }
  }

  @Test
  void anotherVersionIsSaidToBeNewer() throws IOException {
    Path file = Tokenizers.save(train(TokenKind.BPE), folder).getLast();
    replace(file, "\"version\" : 1", "\"version\" : 2");
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .isInstanceOf(VersionException.class)
        .hasMessageContaining("too new");
  }

  @Test
  void aFolderWithoutTokenizerIsNoModel() {
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not exist");
  }

  private static void replace(Path file, String whole, String damaged) throws IOException {
    String content = Files.readString(file);
    assertThat(content).contains(whole);
    Files.writeString(file, content.replace(whole, damaged));
  }

  private static Tokenizer train(TokenKind kind) {
    return Tokenizers.train(
        new TokensConfig(kind, 300, 1, 100, Normalization.DEFAULT), Stream.of(TEXT, TEXT));
  }
}
