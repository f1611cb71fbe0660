package subtext.use;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import subtext.text.Tokenizer;
import subtext.text.Tokenizers;

/**
 * A tokenizer as the contents of its files. They pass through a temporary folder, so that what is
 * read is what was checked, whatever happens to the model folder meanwhile.
 */
final class TokenizerFiles {
  private TokenizerFiles() {}

  static Map<String, byte[]> of(Tokenizer tokenizer) {
    return inFolder(
        folder -> {
          Map<String, byte[]> contents = new TreeMap<>();
          for (Path file : Tokenizers.save(tokenizer, folder)) {
            contents.put(file.getFileName().toString(), Files.readAllBytes(file));
          }
          return contents;
        });
  }

  static Tokenizer load(Map<String, byte[]> contents) {
    return inFolder(
        folder -> {
          for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
          }
          return Tokenizers.load(folder);
        });
  }

  private interface Work<T> {
    T in(Path folder) throws IOException;
  }

  private static <T> T inFolder(Work<T> work) {
    try {
      Path folder = Files.createTempDirectory("subtext-tokenizer");
      try {
        return work.in(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder for temporary files: " + e, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var listed = Files.list(folder)) {
      listed.forEach(files::add);
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
