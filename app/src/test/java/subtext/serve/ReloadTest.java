package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;
import subtext.use.Model;
import tools.jackson.databind.JsonNode;

/** A model that is trained anew is served anew; one that is damaged is not. */
class ReloadTest {
  @TempDir static Path shared;
  private static Path first = Path.of("");
  private static Path second = Path.of("");

  @TempDir Path folder;
  private Path served = Path.of("");
  private Server server;
  private Asked asked;

  @BeforeAll
  static void train() throws IOException {
    first = SmallRun.finished(shared, "first", SmallRun.corpus(shared));
    second = SmallRun.finished(shared, "second", SmallRun.corpus(shared), "train.seed=7");
  }

  @BeforeEach
  void start() throws IOException {
    served = Files.createDirectory(folder.resolve("served"));
    copy(first.resolve("model"), served);
    server = Server.start(Settings.local(0, folder.resolve("cache")), List.of(served));
    asked = Asked.of(server);
  }

  @AfterEach
  void stop() {
    asked.close();
    server.close();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }

  private String sha256() {
    return asked.get("/v1/models/served").good().required("sha256").stringValue();
  }

  private JsonNode encoded() {
    return asked.post("/v1/encode", "{\"texts\":[\"the cat\"]}").good().at("/encodings/0/mean");
  }

  private static String sha256(Path run) {
    try (Model model = Model.load(run)) {
      return model.sha256();
    }
  }

  @Test
  void anotherModelTakesThePlaceOfTheFirst() throws IOException {
    JsonNode before = encoded();
    assertThat(sha256()).isEqualTo(sha256(first));
    server.refresh();
    assertThat(encoded()).isEqualTo(before);
    copy(second.resolve("model"), served);
    server.refresh();
    assertThat(sha256()).isEqualTo(sha256(second));
    assertThat(encoded()).isNotEqualTo(before);
    assertThat(asked.get("/health/ready").good().required("problems").size()).isZero();
  }

  @Test
  void aDamagedModelLeavesTheOldOneServingAndReadinessSaysSo() throws IOException {
    JsonNode before = encoded();
    copy(second.resolve("model"), served);
    Path weights = served.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    server.refresh();
    assertThat(encoded()).isEqualTo(before);
    JsonNode ready = asked.get("/health/ready").good();
    assertThat(ready.required("status").stringValue()).isEqualTo("ready");
    assertThat(ready.required("problems").get(0).stringValue())
        .startsWith("served: ")
        .doesNotContain(folder.toString());
    assertThat(asked.get("/health/live").good().required("problems").size()).isZero();
    copy(first.resolve("model"), served);
    server.refresh();
    assertThat(asked.get("/health/ready").good().required("problems").size()).isZero();
  }

  /** Turns the last byte of the weights, and turns it back: sizes and times stay the same. */
  private void damage(FileTime time) throws IOException {
    Path weights = served.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    Files.setLastModifiedTime(weights, time);
  }

  @Test
  void whatKeptAModelFromBeingUsedMayPassAndIsWaitedForAFewTimes() throws IOException {
    FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    copy(second.resolve("model"), served);
    damage(time);
    server.refresh();
    assertThat(sha256()).isEqualTo(sha256(first));
    damage(time);
    server.refresh();
    assertThat(sha256()).isEqualTo(sha256(second));
    assertThat(asked.get("/health/ready").good().required("problems").size()).isZero();
    time = FileTime.from(Instant.parse("2021-01-01T00:00:00Z"));
    copy(first.resolve("model"), served);
    damage(time);
    for (int tries = 0; tries < 5; tries++) {
      server.refresh();
    }
    damage(time);
    server.refresh();
    assertThat(sha256()).isEqualTo(sha256(second));
  }

  @Test
  void aRunWhoseFirstModelIsDamagedIsNotSaidToHaveHadOneBefore() throws IOException {
    Path run = Files.createDirectory(folder.resolve("damaged"));
    Files.copy(first.resolve("recipe.yaml"), run.resolve("recipe.yaml"));
    try (Server early =
            Server.start(Settings.local(0, folder.resolve("cache3")), List.of(served, run));
        Asked of = Asked.of(early)) {
      copy(first.resolve("model"), Files.createDirectory(run.resolve("model")));
      Files.writeString(run.resolve("model").resolve("config.json"), "{");
      early.refresh();
      assertThat(of.get("/health/ready").good().required("problems").get(0).stringValue())
          .isEqualTo(
              "damaged: what its folder holds cannot be used, and there was no model before it");
    }
  }

  @Test
  void aLanguageModelTakesThePlaceOfAnother() throws IOException {
    Path corpus = SmallRun.corpus(folder);
    Path one = SmallRun.finished(folder, "one", corpus, "task=language-model");
    Path two = SmallRun.finished(folder, "two", corpus, "task=language-model", "train.seed=7");
    try (Server models = Server.start(Settings.local(0, folder.resolve("lm")), List.of(one));
        Asked of = Asked.of(models)) {
      copy(two.resolve("model"), one.resolve("model"));
      models.refresh();
      assertThat(of.get("/v1/models/one").good().required("sha256").stringValue())
          .isEqualTo(sha256(two));
    }
  }

  @Test
  void aRunWithADamagedRecipeIsListedBesideTheOthers() throws IOException {
    Path run = Files.createDirectory(folder.resolve("torn"));
    Files.writeString(run.resolve("recipe.yaml"), "name: torn\nmodel: {lat");
    try (Server models =
            Server.start(Settings.local(0, folder.resolve("cache2")), List.of(served, run));
        Asked of = Asked.of(models)) {
      JsonNode list = of.get("/v1/models").good().required("data");
      assertThat(list.get(0).required("task").stringValue()).isEqualTo("sentence");
      assertThat(list.get(1).required("task").stringValue()).isEqualTo("unknown");
    }
  }

  @Test
  void aRunIsReadyWhenItHasAModel() throws IOException {
    Path run = Files.createDirectory(folder.resolve("training"));
    Files.copy(first.resolve("recipe.yaml"), run.resolve("recipe.yaml"));
    try (Server early = Server.start(Settings.local(0, folder.resolve("cache")), List.of(run));
        Asked other = Asked.of(early)) {
      assertThat(other.get("/health/ready").status()).isEqualTo(503);
      assertThat(other.get("/v1/models/training").good().required("verbs").size()).isZero();
      assertThat(other.post("/v1/encode", "{\"texts\":[\"x\"]}").refused(503).retryAfter())
          .isEqualTo("1");
      assertThat(other.get("/v1/models/training/metrics").good().required("rows").size()).isZero();
      copy(first.resolve("model"), Files.createDirectory(run.resolve("model")));
      early.refresh();
      assertThat(other.get("/health/ready").status()).isEqualTo(200);
      other.post("/v1/encode", "{\"texts\":[\"x\"]}").good();
    }
  }
}
