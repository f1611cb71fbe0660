package subtext.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;
import subtext.data.DataFolders;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.explain.Baseline;
import subtext.explain.ExplainDimension;
import subtext.explain.ExplainText;
import subtext.explain.Method;
import subtext.explain.Quantity;
import subtext.explain.Reference;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;
import subtext.store.Safetensors;
import subtext.tensor.TensorData;
import subtext.text.Line;
import subtext.use.Model;
import tools.jackson.databind.JsonNode;

/** Explanations, and the map of what they look at. */
class ExplainOverHttpTest {
  private static final String TEXT = "the rain hides land 3";

  @TempDir static Path shared;
  private static Path run = Path.of("");
  private static Server server;
  private static Asked asked;
  private static Model model;

  /** More sentences than an explanation was once made of over HTTP. */
  @BeforeAll
  static void start() throws IOException {
    Path corpus = SmallRun.weather(shared);
    Files.writeString(corpus, Files.readString(corpus, UTF_8).repeat(12), UTF_8);
    run = SmallRun.finished(shared, "weather", corpus, "tokens.maxLength=2000");
    server = Server.start(Settings.local(0, shared.resolve("cache")), List.of(run));
    asked = Asked.of(server);
    model = Model.load(run);
  }

  @AfterAll
  static void stop() {
    asked.close();
    server.close();
    model.close();
  }

  /** The answer when the training sentences have been looked at. */
  private static JsonNode explained(String verb, String body) throws InterruptedException {
    Asked.Answer answer = asked.post("/v1/" + verb, body);
    while (answer.status() == 503) {
      Thread.sleep(50);
      answer = asked.post("/v1/" + verb, body);
    }
    return answer.good();
  }

  @Test
  void aTextThatIsTooLongToExplainIsRefused() {
    String body = "{\"text\":\"%s\"}".formatted("the sun ".repeat(Bounds.EXPLAINED));
    assertThat(asked.post("/v1/explain", body).refused(422).text())
        .contains("text: 2000 tokens are too many to explain, 1000 are allowed")
        .contains("\"param\":\"text\"");
  }

  @Test
  void theLatentSpaceIsExplainedByTheSentencesThatTheCommandTakes() throws Exception {
    Recipe recipe = RunRecipe.of(new RunFolder(run));
    Sources sources = Sources.find(recipe.data(), DataFolders.standard(null));
    ExplainDimension.Explained expected;
    try (Stream<Line> lines = Splits.of(recipe.data(), sources).train().lines()) {
      expected =
          new ExplainDimension(model, Reference.of(model, lines, Reference.MOST, 1))
              .explain(ExplainDimension.Request.of(2));
    }
    JsonNode found = explained("explain/dimension", "{\"number\":2}");
    assertThat(found.required("name").stringValue()).isEqualTo(expected.name());
    assertThat(found.required("variance").doubleValue())
        .isEqualTo(expected.variance(), within(1e-6));
    int sentences = expected.labels().high().getFirst().sentences();
    assertThat(sentences).isGreaterThan(2_000);
    assertThat(found.at("/labels/high/0/sentences").intValue()).isEqualTo(sentences);
  }

  @Test
  void wordsMoveWhatIsAskedForFromTheBaselineThatIsAskedFor() throws Exception {
    JsonNode found =
        asked
            .post(
                "/v1/explain",
                "{\"text\":\"%s\",\"dimension\":3,\"baseline\":\"mean\"}".formatted(TEXT))
            .good()
            .required("attribution");
    double expected =
        new ExplainText(model, null)
            .explain(
                new ExplainText.Request(
                    TEXT, new Quantity.Dimension(3), Method.DEFAULT.with(Baseline.MEAN), 0))
            .attribution()
            .words()
            .getFirst()
            .share();
    assertThat(found.required("quantity").stringValue()).isEqualTo("dimension 3");
    assertThat(found.at("/gradients/kind").stringValue()).isEqualTo("mean");
    assertThat(found.at("/words/0/side").stringValue()).isEqualTo("text");
    assertThat(found.at("/words/0/share").doubleValue()).isEqualTo(expected, within(1e-5));
    String body = "{\"text\":\"%s\",\"attribute\":\"foul\"%s}";
    JsonNode along = explained("explain", body.formatted(TEXT, "")).required("attribution");
    assertThat(along.required("quantity").stringValue()).isEqualTo("mean along foul");
    asked.post("/v1/explain", body.formatted(TEXT, ",\"dimension\":1")).refused(422);
    asked.post("/v1/explain", "{\"text\":\"x\",\"dimension\":5}").refused(422);
  }

  @Test
  void aMapThatCannotBeMadeIsNotWaitedForForEver() throws Exception {
    assertThat(polled(asked).status()).isEqualTo(200);
    Path cache = shared.resolve("poisoned");
    poison(shared.resolve("cache"), cache);
    try (Server other = Server.start(Settings.local(0, cache), List.of(run));
        Asked of = Asked.of(other)) {
      assertThat(polled(of).refused(404).text()).contains("there is no map of these sentences");
    }
  }

  private static Asked.Answer polled(Asked of) throws InterruptedException {
    Asked.Answer map = of.get("/v1/models/weather/map");
    for (int polls = 0; map.status() == 202 && polls < 1000; polls++) {
      Thread.sleep(50);
      map = of.get("/v1/models/weather/map");
    }
    return map;
  }

  /** A copy of the vectors that are kept in {@code from}, of which one number is none. */
  private static void poison(Path from, Path to) throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(from)) {
      file =
          files
              .filter(each -> each.toString().endsWith("-means.safetensors"))
              .findAny()
              .orElseThrow();
    }
    Safetensors.Contents contents = Safetensors.read(file);
    Map<String, TensorData> tensors = new TreeMap<>(contents.tensors());
    TensorData mean = Objects.requireNonNull(tensors.get("mean"));
    ByteBuffer bytes = ByteBuffer.allocate(mean.bytes().remaining()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(mean.bytes().duplicate()).flip();
    bytes.putFloat(0, Float.NaN);
    tensors.put("mean", new TensorData(mean.dtype(), mean.shape(), bytes));
    Path copy = to.resolve(from.relativize(file));
    Files.createDirectories(copy.getParent());
    Safetensors.write(copy, tensors, contents.metadata());
  }
}
