package subtext.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.TrainingException;
import subtext.error.VersionException;

/**
 * Model folders: {@code config.json}, {@code model.safetensors}, the tokenizer's files, {@code
 * README.md} and {@code manifest.json}. {@code docs/model-format.md} is the specification.
 */
public final class ModelFile {
  /** A change that an older reader would misread makes a new version; see docs/model-format.md. */
  static final Manifest.Format FORMAT = new Manifest.Format("subtext-model", 1, 1);

  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String CARD = "README.md";
  static final Set<String> OTHER_FILES = Set.of(CONFIG, WEIGHTS, CARD, Manifest.FILE);

  /** Key in the weights' metadata: the hash of the tokenizer that they were trained with. */
  static final String TOKENIZER_KEY = "tokenizer_sha256";

  private ModelFile() {}

  /**
   * Writes a model folder that appears whole or not at all; one that was there is replaced, with
   * all that was in it.
   *
   * @throws InputException if there is a folder of that name that holds something else, or another
   *     folder
   * @throws TrainingException if it could not be written (a full disk, say); what was there before
   *     is intact
   */
  public static void write(Path folder, ModelParts parts) {
    write(FileLayer.DISK, folder, parts);
  }

  static void write(FileLayer files, Path folder, ModelParts parts) {
    requireReplaceable(folder);
    Map<String, String> metadata = Map.of(TOKENIZER_KEY, tokenizerHash(parts.tokenizerFiles()));
    SortedMap<String, AtomicFile.Contents> contents = new TreeMap<>();
    parts
        .tokenizerFiles()
        .forEach((name, bytes) -> contents.put(name, AtomicFile.Contents.of(bytes)));
    contents.put(CONFIG, AtomicFile.Contents.of(parts.configJson().getBytes(UTF_8)));
    contents.put(WEIGHTS, out -> Safetensors.write(out, parts.weights(), metadata));
    contents.put(CARD, AtomicFile.Contents.of(parts.card().getBytes(UTF_8)));
    try {
      files.createFolder(folder.toAbsolutePath().resolveSibling(""));
      new AtomicFolder(files, folder).write(FORMAT, contents);
    } catch (IOException e) {
      throw new TrainingException(
          "could not write the model folder %s (%s). What was there before is intact"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /**
   * Demands what {@link #write} demands of the folder, for those who know long before what they
   * will write.
   *
   * @throws InputException if there is a folder of that name that holds something else, or another
   *     folder
   */
  public static void requireReplaceable(Path folder) {
    File[] held = folder.toFile().listFiles();
    if (held == null || held.length == 0) {
      return;
    }
    if (!Manifest.names(folder, FORMAT)) {
      throw new InputException(
          "%s exists and is no model folder: move it away, or give the name of a new one"
              .formatted(folder));
    }
    for (File file : held) {
      if (file.isDirectory()) {
        throw new InputException(
            "%s is a model folder that holds the folder %s, which would be lost with the model that is replaced: move it away, or give the name of a new folder"
                .formatted(folder, file.getName()));
      }
    }
  }

  /**
   * Reads a model folder after checking every file in it against the manifest. The weights are
   * mapped.
   *
   * @param folder a model folder, or a run folder with one in it
   * @throws InputException if there is no model
   * @throws CorruptFileException if a file is missing, damaged, or of another model
   * @throws VersionException if the folder's version is none that this build reads
   */
  public static ModelParts read(Path folder) {
    Path current = new AtomicFolder(FileLayer.DISK, locate(folder)).current();
    try {
      Manifest manifest = Manifest.read(current, FORMAT);
      manifest.check(current, WEIGHTS);
      Map<String, byte[]> tokenizer = new TreeMap<>();
      for (String name : manifest.files().keySet()) {
        if (!OTHER_FILES.contains(name)) {
          tokenizer.put(name, manifest.contents(current, name));
        }
      }
      Safetensors.Contents weights = Safetensors.read(current.resolve(WEIGHTS));
      if (!tokenizerHash(tokenizer).equals(weights.metadata().get(TOKENIZER_KEY))) {
        throw new CorruptFileException(
            current.resolve(WEIGHTS),
            "was trained with another tokenizer than the one beside it (%s): the folder is a mixture of two models"
                .formatted(String.join(", ", tokenizer.keySet())));
      }
      return new ModelParts(
          new String(manifest.contents(current, CONFIG), UTF_8),
          weights.tensors(),
          tokenizer,
          new String(manifest.contents(current, CARD), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model in " + current + ": " + e, e);
    }
  }

  /**
   * The model folder that a MODEL argument means.
   *
   * @param path a model folder, or a run folder with one in it
   * @throws InputException if there is neither
   */
  public static Path locate(Path path) {
    for (Path folder : List.of(path, new RunFolder(path).model())) {
      Path current = new AtomicFolder(FileLayer.DISK, folder).current();
      if (Files.exists(current.resolve(Manifest.FILE)) || Files.exists(current.resolve(WEIGHTS))) {
        return folder;
      }
    }
    throw new InputException(
        "%s %s. Give a model folder (with manifest.json) or a run folder (with model/manifest.json)"
            .formatted(path, whatIsThere(path)));
  }

  private static String whatIsThere(Path path) {
    if (!Files.exists(path)) {
      return "does not exist";
    }
    if (!Files.isDirectory(path)) {
      return "is a file, and a model is a folder";
    }
    return Files.isDirectory(new RunFolder(path).checkpoints())
        ? "is a run that has written no model yet (train --resume goes on with it)"
        : "holds no model";
  }

  /** SHA-256 over the lines {@code HASH NAME} of the files in the order of their names. */
  private static String tokenizerHash(Map<String, byte[]> files) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(files)
        .forEach(
            (name, bytes) ->
                lines
                    .append(Sha256.of(ByteBuffer.wrap(bytes)))
                    .append("  ")
                    .append(name)
                    .append('\n'));
    return Sha256.of(UTF_8.encode(lines.toString()));
  }
}
