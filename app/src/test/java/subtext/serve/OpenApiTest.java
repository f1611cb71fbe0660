package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;
import tools.jackson.databind.JsonNode;

/** openapi.json says what the server does. */
class OpenApiTest {
  @TempDir static Path cache;
  private static Server server;
  private static Asked asked;

  @BeforeAll
  static void start() {
    Path shipped = SmallRun.HOME.resolve("models").resolve("quickstart-en");
    server = Server.start(Settings.local(0, cache), List.of(shipped));
    asked = Asked.of(server);
  }

  @AfterAll
  static void stop() {
    asked.close();
    server.close();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteAnswers() {
    JsonNode paths = asked.get("/openapi.json").good().required("paths");
    List<String> described = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      path.getValue()
          .propertyNames()
          .forEach(method -> described.add(method + " " + path.getKey()));
    }
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            server.routes().stream()
                .map(
                    route ->
                        route.method().name().toLowerCase(Locale.ROOT)
                            + " "
                            + route.path().replace('<', '{').replace('>', '}'))
                .toList());
    for (String route : described) {
      String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{\\w+}", "x");
      Asked.Answer answer =
          route.startsWith("post") ? asked.post(path, "{\"no\":1}") : asked.get(path);
      assertThat(answer.text()).as(route).doesNotContain("there is no such route");
      assertThat(answer.status()).as(route).isNotEqualTo(405).isLessThan(500);
    }
  }

  @Test
  void fieldsSayTheirTypeTheirDefaultAndWhetherTheyMustBeGiven() {
    JsonNode schema =
        asked
            .get("/openapi.json")
            .good()
            .at("/paths/~1v1~1interpolate/post/requestBody/content/application~1json/schema");
    assertThat(schema.required("required").valueStream().map(JsonNode::stringValue))
        .containsExactly("from", "to");
    assertThat(schema.at("/properties/steps/default").intValue()).isEqualTo(8);
    assertThat(schema.at("/properties/steps/type").stringValue()).isEqualTo("integer");
    assertThat(schema.at("/properties/steps/maximum").intValue()).isEqualTo(100);
    assertThat(schema.at("/properties/path/enum").valueStream().map(JsonNode::stringValue))
        .containsExactly("linear", "spherical");
    assertThat(schema.at("/properties/model/type").stringValue()).isEqualTo("string");
  }

  @Test
  void everyDefaultOfARequestIsOneThatTheRequestAllows() {
    for (Verb<?, ?> verb : Verbs.ALL) {
      for (RequestField field : RequestField.all(verb.request())) {
        JsonNode byDefault = field.byDefault();
        if (byDefault != null) {
          assertThat(FieldType.of(field.type()).read(byDefault, field))
              .as(verb.name() + " " + field.name())
              .isNotNull();
        }
      }
    }
  }

  @Test
  void everyWayToAnswerIsDescribed() {
    JsonNode paths = asked.get("/openapi.json").good().required("paths");
    assertThat(paths.at("/~1v1~1generate/post/responses/200/content").propertyNames())
        .containsExactlyInAnyOrder("application/json", "text/event-stream");
    JsonNode map = paths.at("/~1v1~1models~1{id}~1map/get/responses");
    assertThat(map.propertyNames()).containsExactlyInAnyOrder("200", "202", "default");
    assertThat(map.at("/202/content/application~1json/schema/properties").propertyNames())
        .containsExactly("progress");
    assertThat(paths.at("/~1metrics/get/responses/200/content").propertyNames())
        .containsExactly("text/plain");
    assertThat(paths.at("/~1/get/responses/200/content").propertyNames())
        .containsExactly("text/html");
    asked.get("/metrics");
    asked.get("/");
    asked.get("/explorer/explorer.js");
  }

  @Test
  void theTokenIsDemandedWhereTheGateDemandsIt() {
    Map<String, Object> document = new OpenApi(server.routes(), true).document();
    JsonNode tree = Json.MAPPER.valueToTree(document);
    assertThat(tree.at("/security/0").propertyNames()).containsExactly("token");
    List<String> open = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : tree.required("paths").properties()) {
      for (JsonNode operation : path.getValue()) {
        JsonNode security = operation.get("security");
        if (security != null) {
          assertThat(security.size()).isZero();
          open.add(path.getKey());
        }
      }
    }
    assertThat(open).containsExactlyInAnyOrder("/health/live", "/", "/explorer/{path}");
  }

  @Test
  void anAnswerThatIsNotAsDescribedIsFound() {
    JsonNode schema =
        Json.MAPPER.valueToTree(AnswerSchema.of(EncodeVerb.Answer.class)).required("properties");
    String good =
        "[{\"text\":\"x\",\"mean\":[1],\"log_variance\":[],\"kl\":null,\"cut\":true,\"unfamiliar\":false}]";
    JsonNode encodings = schema.required("encodings");
    assertThat(Described.faults(encodings, Json.MAPPER.readTree(good), "x")).isEmpty();
    for (String bad :
        List.of(
            good.replace("\"x\"", "1"),
            good.replace("[1]", "[\"1\"]"),
            good.replace("\"kl\":null,", ""),
            good.replace("true", "null"),
            "{}")) {
      assertThat(Described.faults(encodings, Json.MAPPER.readTree(bad), "x")).as(bad).hasSize(1);
    }
  }

  @Test
  void answersHoldWhatTheirSchemaSays() {
    JsonNode document = asked.get("/openapi.json").good();
    JsonNode schema =
        document.at("/paths/~1v1~1encode/post/responses/200/content/application~1json/schema");
    JsonNode described = schema.at("/properties/encodings/items/properties");
    JsonNode answer =
        asked.post("/v1/encode", "{\"texts\":[\"he is here\"]}").good().at("/encodings/0");
    assertThat(answer.propertyNames())
        .containsExactlyInAnyOrderElementsOf(described.propertyNames());
  }
}
