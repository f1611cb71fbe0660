package subtext.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import subtext.error.CorruptFileException;
import subtext.error.VersionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code manifest.json}: what a folder holds, with the size and SHA-256 of every file. Its last
 * line is the SHA-256 of all its bytes before that line, so that it vouches for itself too.
 *
 * @param format what kind of folder this is
 * @param library version of Subtext that wrote it
 * @param created whole seconds are kept
 * @param files by name, the manifest itself left out
 */
record Manifest(Format format, String library, Instant created, SortedMap<String, FileHash> files) {

  static final String FILE = "manifest.json";

  /** How every manifest begins. */
  private static final String START = "{\n  \"format\": \"%s\",\n";

  private static final int START_BYTES = 256;

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_CONTENTS = 256 << 20;
  private static final String FILE_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";
  private static final Pattern SEAL = Pattern.compile("  \"sha256\": \"[0-9a-f]{64}\"\n}\n");
  private static final int SEAL_BYTES = "  \"sha256\": \"\"\n}\n".length() + 64;
  private static final JsonMapper JSON = JsonMapper.shared();

  Manifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    files.keySet().forEach(Manifest::checkName);
  }

  /** Lets through plain file names only: none leads out of the folder or hides in it. */
  static void checkName(String name) {
    if (!name.matches(FILE_NAME) || name.equals(FILE)) {
      throw new IllegalArgumentException(
          "\"%s\" cannot be the name of a file in this folder: use letters, digits, '.', '_' and '-'"
              .formatted(name));
    }
  }

  /**
   * A kind of folder and the versions of it that this build reads; it writes the newest.
   *
   * @param name as the manifest says it
   */
  record Format(String name, int oldest, int newest) {}

  /** A file's length in bytes and its hash. */
  record FileHash(long bytes, String sha256) {}

  /**
   * The file's text. Written by hand: it must stay the same bytes whatever the JSON library does,
   * and, by {@code %s}, whatever digits the user's language has.
   */
  byte[] render() {
    StringBuilder json = new StringBuilder();
    json.append(START.formatted(format.name));
    json.append("  \"version\": %s,\n".formatted(format.newest));
    json.append("  \"library\": \"%s\",\n".formatted(library));
    json.append("  \"created\": \"%s\",\n".formatted(created));
    json.append("  \"files\": {");
    String separator = "\n";
    for (var file : files.entrySet()) {
      json.append(separator)
          .append(
              "    \"%s\": {\"bytes\": %s, \"sha256\": \"%s\"}"
                  .formatted(file.getKey(), file.getValue().bytes, file.getValue().sha256));
      separator = ",\n";
    }
    json.append("\n  },\n");
    String seal = Sha256.of(ByteBuffer.wrap(json.toString().getBytes(UTF_8)));
    return json.append("  \"sha256\": \"%s\"\n}\n".formatted(seal)).toString().getBytes(UTF_8);
  }

  /**
   * Reads the manifest of a folder, and believes it only if its own hash is right. The files are
   * not looked at.
   *
   * @throws CorruptFileException if it is missing, damaged, or of another kind of folder
   * @throws VersionException if its version is none that this build reads
   */
  static Manifest read(Path folder, Format format) throws IOException {
    Path file = folder.resolve(FILE);
    byte[] bytes = readAtMost(file, MAX_BYTES);
    checkSeal(file, bytes);
    try {
      JsonNode json = JSON.readTree(bytes);
      if (!json.required("format").asString().equals(format.name)) {
        throw new CorruptFileException(
            file, "describes a %s, not a %s".formatted(json.get("format"), format.name));
      }
      int version = json.required("version").asInt();
      if (version < format.oldest || version > format.newest) {
        throw new VersionException(file, version, format.oldest, format.newest);
      }
      SortedMap<String, FileHash> files = new TreeMap<>();
      for (var entry : json.required("files").properties()) {
        files.put(
            entry.getKey(),
            new FileHash(
                entry.getValue().required("bytes").asLong(),
                entry.getValue().required("sha256").asString()));
      }
      return new Manifest(
          format,
          json.required("library").asString(),
          Instant.parse(json.required("created").asString()),
          files);
    } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
      throw new CorruptFileException(file, "is no manifest: " + e.getMessage(), e);
    }
  }

  /** Whether the manifest of a folder says that it is of {@code format}, whole or damaged. */
  static boolean names(Path folder, Format format) {
    try (var in = Files.newInputStream(folder.resolve(FILE))) {
      String start = new String(in.readNBytes(START_BYTES), ISO_8859_1);
      return start.startsWith(START.formatted(format.name));
    } catch (IOException e) {
      return false;
    }
  }

  private static void checkSeal(Path file, byte[] bytes) {
    int body = bytes.length - SEAL_BYTES;
    String seal = body < 0 ? "" : new String(bytes, body, SEAL_BYTES, UTF_8);
    if (!SEAL.matcher(seal).matches()
        || !seal.contains(Sha256.of(ByteBuffer.wrap(bytes, 0, body)))) {
      throw new CorruptFileException(
          file, "is damaged: it does not end with the SHA-256 of what it says");
    }
  }

  /**
   * The contents of a listed file of at most 256 MiB.
   *
   * @throws CorruptFileException if it is missing or not the one that was written
   */
  byte[] contents(Path folder, String name) throws IOException {
    FileHash written = written(folder, name);
    Path file = folder.resolve(name);
    checkSize(file, written);
    byte[] bytes = readAtMost(file, MAX_CONTENTS);
    checkHash(file, written, Sha256.of(ByteBuffer.wrap(bytes)));
    return bytes;
  }

  /**
   * Checks a listed file without holding it in memory.
   *
   * @throws CorruptFileException if it is missing or not the one that was written
   */
  void check(Path folder, String name) throws IOException {
    FileHash written = written(folder, name);
    Path file = folder.resolve(name);
    checkSize(file, written);
    checkHash(file, written, Sha256.of(file));
  }

  private FileHash written(Path folder, String name) {
    FileHash written = files.get(name);
    if (written == null) {
      throw new CorruptFileException(folder.resolve(FILE), "does not list the file " + name);
    }
    return written;
  }

  private static void checkSize(Path file, FileHash written) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CorruptFileException(file, "is missing");
    }
    long bytes = Files.size(file);
    if (bytes != written.bytes) {
      throw new CorruptFileException(
          file,
          "has %d bytes, but %d were written: %s"
              .formatted(bytes, written.bytes, bytes < written.bytes ? "truncated" : "altered"));
    }
  }

  private static void checkHash(Path file, FileHash written, String found) {
    if (!found.equals(written.sha256)) {
      throw new CorruptFileException(
          file,
          "is damaged or belongs to another folder: its SHA-256 is %s, but %s was written"
              .formatted(found, written.sha256));
    }
  }

  private static byte[] readAtMost(Path file, int most) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new CorruptFileException(file, "has more than %d bytes".formatted(most));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new CorruptFileException(file, "is missing", e);
    }
  }
}
