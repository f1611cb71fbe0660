package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.app.SmallRun;
import subtext.use.Encode;
import subtext.use.Generate;
import subtext.use.Interpolate;
import subtext.use.Model;
import subtext.use.Reconstruct;
import subtext.use.Score;
import subtext.use.Write;
import subtext.use.Writing;
import tools.jackson.databind.JsonNode;

/** What a server answers is what the library answers. */
class VerbsOverHttpTest {
  private static final String TEXT = "the cat sees sea 3";

  @TempDir static Path shared;
  private static Server server;
  private static Asked asked;
  private static Model model;

  @BeforeAll
  static void start() throws Exception {
    Path run = SmallRun.finished(shared, "animals", SmallRun.corpus(shared));
    Path weather = SmallRun.weather(shared);
    Path labelled = SmallRun.finished(shared, "weather", weather);
    Path readings =
        SmallRun.finished(
            shared, "readings", weather, "task=classify", "model.classifier={kind: latents}");
    server =
        Server.start(Settings.local(0, shared.resolve("cache")), List.of(run, labelled, readings));
    asked = Asked.of(server);
    model = Model.load(run);
  }

  @AfterAll
  static void stop() {
    asked.close();
    server.close();
    model.close();
  }

  private static JsonNode post(String verb, String fields) {
    return asked.post("/v1/" + verb, "{\"model\":\"animals\"," + fields + "}").good();
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int d = 0; d < values.length; d++) {
      values[d] = list.get(d).floatValue();
    }
    return values;
  }

  @Test
  void theListSaysWhatEachModelIsAndDoes() {
    JsonNode list = asked.get("/v1/models").good();
    assertThat(list.required("object").stringValue()).isEqualTo("list");
    JsonNode first = list.required("data").get(0);
    assertThat(first.required("id").stringValue()).isEqualTo("animals");
    assertThat(first.required("task").stringValue()).isEqualTo("sentence");
    assertThat(first.required("latent").intValue()).isEqualTo(4);
    assertThat(first.required("sha256").stringValue()).isEqualTo(model.sha256());
    assertThat(first.required("verbs").valueStream().map(JsonNode::stringValue))
        .contains("generate", "encode", "neighbours", "embeddings")
        .doesNotContain("classify", "translate", "rewrite");
    assertThat(asked.get("/v1/models/animals").good()).isEqualTo(first);
    asked.get("/v1/models/else").refused(404);
  }

  @Test
  void sentencesOfASeedAreThoseOfTheLibrary() {
    List<Generate.Sample> expected =
        new Generate(model).generate(new Generate.Request(3, Writing.DEFAULT.with(5), null, false));
    JsonNode samples = post("generate", "\"count\":3,\"seed\":5").required("samples");
    assertThat(samples.valueStream().map(each -> each.required("text").stringValue()))
        .containsExactlyElementsOf(expected.stream().map(Generate.Sample::text).toList());
    assertThat(floats(samples.get(0).required("z"))).containsExactly(expected.getFirst().z());
  }

  @Test
  void posteriorsAreThoseOfTheLibrary() {
    Encode.Encoding expected = new Encode(model).encode(List.of(TEXT)).getFirst();
    JsonNode found =
        post("encode", "\"texts\":[\"%s\"]".formatted(TEXT)).required("encodings").get(0);
    assertThat(floats(found.required("mean"))).containsExactly(expected.mean(), within(1e-6f));
    assertThat(floats(found.required("log_variance")))
        .containsExactly(expected.logVariance(), within(1e-6f));
    assertThat(found.required("kl").doubleValue()).isEqualTo(expected.kl(), within(1e-6));
    assertThat(found.required("cut").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "encode, '\"texts\":[\"the cat\",\" \"]'",
    "score, '\"texts\":[\"the cat\",\"\"]'",
    "reconstruct, '\"texts\":[\"the cat\",\"\"]'",
    "reconstruct, '\"texts\":[\"the cat\",\"\"],\"temperature\":1'",
    "interpolate, '\"from\":\"the cat\",\"to\":\" \"'"
  })
  void aBlankTextIsRefusedByItsNumber(String verb, String fields) {
    assertThat(
            asked.post("/v1/" + verb, "{\"model\":\"animals\"," + fields + "}").refused(422).text())
        .contains("text 2");
  }

  @Test
  void nothingIsNearABlankText() {
    assertThat(
            asked
                .post("/v1/neighbours", "{\"model\":\"animals\",\"text\":\" \"}")
                .refused(422)
                .text())
        .contains("text: is blank");
  }

  @Test
  void asManySentencesLieBetweenTwoAsTheCommandGives() {
    JsonNode steps =
        post("interpolate", "\"from\":\"the cat\",\"to\":\"the dog\"").required("steps");
    assertThat(steps.size()).isEqualTo(8);
  }

  @Test
  void whatIsWrittenIsWhatTheLibraryWrites() {
    String z = "[0.5,-1,0.25,2]";
    String expected =
        new Write(model)
            .write(new float[][] {{0.5f, -1, 0.25f, 2}}, Writing.DEFAULT)
            .getFirst()
            .text();
    assertThat(
            post("decode", "\"z\":[%s]".formatted(z)).required("sentences").get(0).required("text"))
        .hasToString("\"" + expected + "\"");
    assertThat(
            post("reconstruct", "\"texts\":[\"%s\"]".formatted(TEXT))
                .required("reconstructions")
                .get(0)
                .required("reconstruction")
                .stringValue())
        .isEqualTo(new Reconstruct(model).reconstruct(TEXT));
    JsonNode way =
        post("interpolate", "\"from\":\"%s\",\"to\":\"the dog\",\"steps\":4".formatted(TEXT));
    assertThat(way.required("cut").booleanValue()).isFalse();
    assertThat(way.required("unfamiliar").booleanValue()).isFalse();
    JsonNode steps = way.required("steps");
    assertThat(steps.valueStream().map(each -> each.required("text").stringValue()))
        .containsExactlyElementsOf(new Interpolate(model).between(TEXT, "the dog", 4));
  }

  @Test
  void likelihoodsAreThoseOfTheLibrary() {
    Score.Scored expected =
        new Score(model).score(new Score.Request(List.of(TEXT), 7, 3)).getFirst();
    JsonNode found =
        post("score", "\"texts\":[\"%s\"],\"samples\":7,\"seed\":3".formatted(TEXT))
            .required("scores")
            .get(0);
    assertThat(found.required("nats").doubleValue()).isEqualTo(expected.nats(), within(1e-5));
    assertThat(found.required("perplexity").doubleValue())
        .isEqualTo(expected.perplexity(), within(1e-4));
  }

  @Test
  void embeddingsAreMeansAsNumbersAndAsBytes() {
    float[] expected = new Encode(model).vector(TEXT);
    JsonNode numbers = post("embeddings", "\"input\":\"%s\"".formatted(TEXT));
    assertThat(numbers.required("object").stringValue()).isEqualTo("list");
    assertThat(floats(numbers.required("data").get(0).required("embedding")))
        .containsExactly(expected, within(1e-6f));
    JsonNode bytes =
        post(
            "embeddings",
            "\"input\":[\"x\",\"%s\"],\"encoding_format\":\"base64\",\"dimensions\":2"
                .formatted(TEXT));
    JsonNode second = bytes.required("data").get(1);
    assertThat(second.required("index").intValue()).isEqualTo(1);
    ByteBuffer decoded =
        ByteBuffer.wrap(Base64.getDecoder().decode(second.required("embedding").stringValue()))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(decoded.remaining()).isEqualTo(2 * Float.BYTES);
    assertThat(decoded.getFloat()).isEqualTo(expected[0], within(1e-6f));
    assertThat(decoded.getFloat()).isEqualTo(expected[1], within(1e-6f));
    assertThat(bytes.required("usage").required("total_tokens").intValue()).isPositive();
  }

  @Test
  void tokensOfAStreamAddUpToItsSamples() {
    String events =
        asked.post("/v1/generate", "{\"model\":\"animals\",\"count\":2,\"stream\":true}").text();
    StringBuilder first = new StringBuilder();
    for (String event : events.split("\n\n", -1)) {
      if (event.startsWith("event: token")) {
        JsonNode token = Json.MAPPER.readTree(event.substring(event.indexOf("data: ") + 6));
        if (token.required("sample").intValue() == 0) {
          first.append(token.required("text").stringValue());
        }
      }
    }
    List<String> expected = new Generate(model).sentences(2, 1);
    assertThat(first.toString()).startsWith(expected.getFirst());
    assertThat(events).contains("event: sample").endsWith("event: done\ndata: {}\n\n");
    asked
        .post("/v1/generate", "{\"model\":\"animals\",\"label\":\"x\",\"stream\":true}")
        .refused(422);
  }

  @Test
  void textsDimensionsAttributesAndTheModelAreExplained() throws Exception {
    JsonNode text = post("explain", "\"text\":\"%s\"".formatted(TEXT));
    assertThat(text.required("dimensions").size()).isEqualTo(4);
    assertThat(
            text.at("/attribution/words").valueStream().map(each -> each.get("word").stringValue()))
        .containsExactly(TEXT.split(" "));
    Asked.Answer whole = asked.post("/v1/explain/model", "{\"model\":\"animals\"}");
    while (whole.status() == 503) {
      Thread.sleep(50);
      whole = asked.post("/v1/explain/model", "{\"model\":\"animals\"}");
    }
    assertThat(whole.good().required("dimensions").size()).isEqualTo(4);
    assertThat(post("explain/dimension", "\"number\":2").required("number").intValue())
        .isEqualTo(2);
    asked.post("/v1/explain/dimension", "{\"model\":\"animals\",\"number\":5}").refused(422);
    asked
        .post("/v1/explain/attribute", "{\"model\":\"animals\",\"attribute\":\"no\"}")
        .refused(422);
  }

  @Test
  void trainingSentencesAreFoundOnTheMapAndNearby() throws Exception {
    Asked.Answer map = asked.get("/v1/models/animals/map");
    while (map.status() == 202) {
      assertThat(map.json().required("progress").doubleValue()).isBetween(0.0, 1.0);
      Thread.sleep(50);
      map = asked.get("/v1/models/animals/map?method=pca");
    }
    int points = map.good().required("points").intValue();
    assertThat(points).isBetween(300, 400);
    for (String column : List.of("x", "y", "text", "kl", "length")) {
      assertThat(map.json().required(column).size()).as(column).isEqualTo(points);
    }
    assertThat(map.json().required("label").isNull()).isTrue();
    assertThat(map.json().required("explained").get(0).doubleValue()).isBetween(0.25, 1.0);
    Asked.Answer other = asked.get("/v1/models/animals/map?method=umap");
    while (other.status() == 202) {
      Thread.sleep(50);
      other = asked.get("/v1/models/animals/map?method=umap");
    }
    assertThat(other.good().required("method").stringValue()).isEqualTo("umap");
    assertThat(other.json().required("text")).isEqualTo(map.json().required("text"));
    assertThat(other.json().required("x")).isNotEqualTo(map.json().required("x"));
    assertThat(other.json().required("cluster").valueStream().mapToInt(JsonNode::intValue))
        .allMatch(cluster -> cluster >= 1 && cluster <= 8);
    asked.get("/v1/models/animals/map/decode?method=umap&x=0&y=0").good();
    JsonNode near = post("neighbours", "\"text\":\"%s\",\"count\":3".formatted(TEXT));
    JsonNode nearest = near.required("neighbours").get(0);
    assertThat(nearest.required("text").stringValue()).isEqualTo(TEXT);
    assertThat(nearest.required("cosine").doubleValue()).isEqualTo(1, within(1e-6));
    JsonNode said = asked.get("/v1/models/animals/map/decode?x=0&y=0").good();
    assertThat(said.required("z").size()).isEqualTo(4);
    asked.get("/v1/models/animals/map/decode?x=0&y=no").refused(400);
    for (String far : List.of("1e300", "-1e9", "1e4")) {
      for (String method : List.of("pca", "umap")) {
        String at = "/v1/models/animals/map/decode?y=0&method=%s&x=%s".formatted(method, far);
        assertThat(asked.get(at).refused(422).text()).contains("x: ", "out of range");
      }
    }
    asked.get("/v1/models/animals/map?method=else").refused(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weather", "readings"})
  void aModelOfLabelledTextRewritesByTheirMeans(String name) throws Exception {
    String body =
        "{\"model\":\"%s\",\"texts\":[\"the sun sees sea 1\"],\"to\":\"foul\"}".formatted(name);
    Asked.Answer answer = asked.post("/v1/rewrite", body);
    while (answer.status() == 503) {
      assertThat(answer.retryAfter()).isEqualTo("1");
      Thread.sleep(50);
      answer = asked.post("/v1/rewrite", body);
    }
    JsonNode rewritten = answer.good().required("rewritten").get(0);
    assertThat(rewritten.required("rewritten").stringValue()).isNotBlank();
    assertThat(List.of("fair", "foul")).contains(rewritten.required("from").stringValue());
  }

  @Test
  void theCardSaysWhereAModelComesFromAndHowToUseIt() {
    JsonNode card = asked.get("/v1/models/animals/card").good();
    assertThat(card.required("card").stringValue()).startsWith("# ");
    assertThat(card.required("recipe").stringValue()).contains("latent: 4");
    assertThat(card.required("figures").required("sentences").intValue()).isPositive();
    assertThat(card.required("verdict").size()).isPositive();
    assertThat(card.required("command").stringValue())
        .startsWith("subtext reconstruct " + shared.resolve("animals"));
    assertThat(card.required("code").stringValue()).contains("new Reconstruct(model)");
  }

  @Test
  void metricsGoOnWhereTheyWereLeft() {
    JsonNode all = asked.get("/v1/models/animals/metrics").good();
    long next = all.required("next").longValue();
    assertThat(all.required("rows").size()).isPositive();
    JsonNode rest = asked.get("/v1/models/animals/metrics?from=" + next).good();
    assertThat(rest.required("rows").size()).isZero();
    assertThat(rest.required("next").longValue()).isEqualTo(next);
    asked.get("/v1/models/animals/metrics?from=-1").refused(400);
  }

  @Test
  void prometheusIsToldWhatWasAsked() {
    post("encode", "\"texts\":[\"x\"]");
    assertThat(asked.get("/metrics").text())
        .contains("subtext_requests_seconds_count{route=\"/v1/encode\",status=\"200\"}")
        .contains("subtext_queue{model=\"animals\"}")
        .contains("subtext_batch_requests_count");
  }

  @Test
  void everyVerbThatAModelLacksIsRefusedByName() {
    for (Verb<?, ?> verb : Verbs.ALL) {
      boolean has =
          StreamSupport.stream(
                  asked.get("/v1/models/animals").json().required("verbs").spliterator(), false)
              .anyMatch(name -> name.stringValue().equals(verb.name()));
      String required =
          String.join(
              ",",
              RequestField.all(verb.request()).stream()
                  .filter(RequestField::required)
                  .map(VerbsOverHttpTest::example)
                  .toList());
      String body = "{\"model\":\"animals\"%s}".formatted(required.isEmpty() ? "" : "," + required);
      if (!has) {
        assertThat(asked.post(verb.path(), body).refused(422).text())
            .contains("has no " + verb.name());
      }
    }
  }

  private static String example(RequestField field) {
    return "\"%s\":%s"
        .formatted(
            field.name(),
            switch (FieldType.of(field.type())) {
              case TEXT, TEXT_OR_TEXTS -> "\"x\"";
              case TEXTS -> "[\"x\"]";
              case VECTOR -> "[0]";
              case VECTORS -> "[[0]]";
              case WHOLE, NUMBER -> "1";
              case FLAG, CHOICE -> throw new IllegalStateException(field.name());
            });
  }
}
