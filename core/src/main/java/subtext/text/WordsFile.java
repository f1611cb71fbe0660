package subtext.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import subtext.error.CorruptFileException;

/** The words of a {@link Lexicon} on disk, one a line, in {@link ByteAlphabet}, gzipped. */
final class WordsFile {
  static final String NAME = "words.txt.gz";

  private static final int MOST_BYTES = 1 << 26;

  private WordsFile() {}

  static void write(List<String> words, Path file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (String word : words) {
        out.write((ByteAlphabet.spell(word) + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DurableFile.write(bytes.toByteArray(), file);
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  /** None where there is no such file. */
  static List<String> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    for (String line : text(file).lines().toList()) {
      words.add(word(line, file, words.size() + 1));
    }
    return words;
  }

  private static String text(Path file) {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new CorruptFileException(file, "is too large to be a tokenizer's");
      }
      return new String(bytes, UTF_8);
    } catch (IOException e) {
      throw new CorruptFileException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static String word(String line, Path file, int number) {
    if (line.isEmpty() || !ByteAlphabet.spells(line)) {
      throw new CorruptFileException(file, "has a line %d that spells no word".formatted(number));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteAlphabet.append(line, bytes);
    return bytes.toString(UTF_8);
  }
}
