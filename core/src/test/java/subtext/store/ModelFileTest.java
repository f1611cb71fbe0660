package subtext.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.OtherDigits;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.VersionException;

class ModelFileTest {
  @TempDir Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void writeModel() {
    model = folder.resolve("run/model");
    ModelFile.write(model, Fixtures.model(1));
  }

  @Test
  void aModelIsReadAsWritten() {
    Fixtures.assertSame(ModelFile.read(model), Fixtures.model(1));
    assertThat(model)
        .isDirectoryContaining("glob:**/config.json")
        .isDirectoryContaining("glob:**/model.safetensors")
        .isDirectoryContaining("glob:**/tokenizer.json")
        .isDirectoryContaining("glob:**/README.md")
        .isDirectoryContaining("glob:**/manifest.json");
  }

  @Test
  void aModelReplacesTheOneThatWasThere() {
    ModelFile.write(model, Fixtures.model(2));
    Fixtures.assertSame(ModelFile.read(model), Fixtures.model(2));
    assertThat(folder.resolve("run")).isDirectoryNotContaining("glob:**.{new,previous,deleted}");
  }

  @Test
  void aFolderThatIsNoModelIsNotReplaced() throws IOException {
    Path documents = Files.createDirectory(folder.resolve("documents"));
    Files.writeString(documents.resolve("thesis.tex"), "years of work");
    assertThatThrownBy(() -> ModelFile.write(documents, Fixtures.model(1)))
        .isInstanceOf(InputException.class);
    assertThat(documents.resolve("thesis.tex")).hasContent("years of work");
  }

  @Test
  void aFolderWithAnothersManifestIsNotReplaced() throws IOException {
    Path site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("manifest.json"), "{\"name\": \"a page\"}");
    assertThatThrownBy(() -> ModelFile.write(site, Fixtures.model(2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no model folder");
    assertThat(site.resolve("manifest.json")).content().contains("a page");
  }

  @Test
  void aModelFolderThatHoldsAnotherFolderIsNotReplaced() throws IOException {
    Files.createDirectories(model.resolve(".git/objects"));
    assertThatThrownBy(() -> ModelFile.write(model, Fixtures.model(2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(".git");
    assertThat(ModelFile.read(model).configJson()).isEqualTo(Fixtures.model(1).configJson());
  }

  @Test
  void aModelIsTheSameWhereverItIsWritten() {
    OtherDigits.during(() -> ModelFile.write(model, Fixtures.model(2)));
    assertThat(ModelFile.read(model).configJson()).isEqualTo(Fixtures.model(2).configJson());
  }

  @Test
  void aModelIsFoundByItsFolderAndByItsRun() {
    assertThat(ModelFile.locate(model)).isEqualTo(model);
    assertThat(ModelFile.locate(folder.resolve("run"))).isEqualTo(model);
  }

  @Test
  void aModelSetAsideByACrashIsStillFound() throws IOException {
    Files.move(model, folder.resolve("run/model.previous"));
    Fixtures.assertSame(ModelFile.read(folder.resolve("run")), Fixtures.model(1));
    ModelFile.write(model, Fixtures.model(2));
    Fixtures.assertSame(ModelFile.read(model), Fixtures.model(2));
  }

  @Test
  void whereThereIsNoModelTheErrorSaysWhatThereIs() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = Files.writeString(folder.resolve("file"), "x");
    Path unfinished = folder.resolve("unfinished");
    new Checkpoints(unfinished.resolve("checkpoints"), 2).save(Fixtures.checkpoint(1, 0));
    assertThatThrownBy(() -> ModelFile.read(missing))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("missing does not exist");
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> ModelFile.read(unfinished))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--resume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json", "README.md"})
  void aMissingFileIsNamed(String name) throws IOException {
    Files.delete(model.resolve(name));
    assertThatThrownBy(() -> ModelFile.read(model))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(model.resolve(name) + " is missing");
  }

  @Test
  void aMissingManifestIsNamed() throws IOException {
    Files.delete(model.resolve("manifest.json"));
    assertThatThrownBy(() -> ModelFile.read(model))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(model.resolve("manifest.json") + " is missing");
  }

  @Test
  void theTokenizerOfAnotherModelIsRefused() throws IOException {
    copyFromAnother("tokenizer.json");
    assertThatThrownBy(() -> ModelFile.read(model))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("SHA-256");
  }

  @Test
  void theTokenizerAndManifestOfAnotherModelAreRefused() throws IOException {
    copyFromAnother("tokenizer.json", "manifest.json", "config.json");
    assertThatThrownBy(() -> ModelFile.read(model))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("model.safetensors");
  }

  @Test
  void theTokenizerOfAnotherModelIsRefusedEvenIfTheManifestIsMadeToFit() throws IOException {
    copyFromAnother("tokenizer.json");
    rewriteManifest(ModelFile.FORMAT);
    assertThatThrownBy(() -> ModelFile.read(model))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("another tokenizer");
  }

  @Test
  void anOlderVersionIsRefusedAsTooOldAndANewerOneAsTooNew() throws IOException {
    rewriteManifest(new Manifest.Format("subtext-model", 0, 0));
    assertThatThrownBy(() -> ModelFile.read(model))
        .isInstanceOf(VersionException.class)
        .hasMessageContaining("too old");
    rewriteManifest(new Manifest.Format("subtext-model", 2, 2));
    assertThatThrownBy(() -> ModelFile.read(model))
        .isInstanceOf(VersionException.class)
        .hasMessageContaining("too new");
  }

  @Test
  void aCheckpointIsNoModel() {
    new Checkpoints(folder, 2).save(Fixtures.checkpoint(1, 0));
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("step-000000001")))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("subtext-checkpoint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../tokenizer.json", "a/b", ".hidden", "", "manifest.json", "README.md"})
  void aTokenizerFileCannotHaveSuchAName(String name) {
    ModelParts parts = Fixtures.model(1);
    assertThatThrownBy(
            () ->
                ModelFile.write(
                    folder.resolve("other"),
                    new ModelParts(
                        parts.configJson(), parts.weights(), Map.of(name, new byte[1]), "")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder.resolve("other")).doesNotExist();
  }

  private void copyFromAnother(String... names) throws IOException {
    Path another = folder.resolve("another");
    ModelFile.write(another, Fixtures.model(2));
    for (String name : names) {
      Files.copy(another.resolve(name), model.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A manifest that fits the files as they are now. */
  private void rewriteManifest(Manifest.Format format) throws IOException {
    Map<String, Manifest.FileHash> files = new TreeMap<>();
    for (String name : Fixtures.MODEL_FILES) {
      Path file = model.resolve(name);
      files.put(name, new Manifest.FileHash(Files.size(file), Sha256.of(file)));
    }
    Manifest manifest = new Manifest(format, "0.1.0", Instant.EPOCH, new TreeMap<>(files));
    Files.write(model.resolve(Manifest.FILE), manifest.render());
  }
}
