package subtext.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;
import subtext.use.Encode;
import subtext.use.Model;
import tools.jackson.databind.JsonNode;

/** OpenAI's own client for JavaScript, as npm installs it, is content with the server. */
class OpenAiClientTest {
  private static final String CLIENT = "openai@7.57.0";
  private static final String TEXT = "he is here";
  private static final String TOKEN = "0123456789abcdef-token";
  private static final Path SHIPPED = SmallRun.HOME.resolve("models").resolve("quickstart-en");

  private static final String SCRIPT =
      """
      import OpenAI from 'openai';
      const [server, token] = process.argv.slice(2);
      const client = new OpenAI({baseURL: server + '/v1', apiKey: token, maxRetries: 0});
      const ask = (fields) => client.embeddings.create({model: 'quickstart-en', ...fields});
      const failure = async (asked) => {
        try { await asked; } catch (e) { return [e.constructor.name, e.status, e.code, e.param]; }
      };
      const models = [];
      for await (const model of client.models.list()) models.push(model.id);
      console.log(JSON.stringify({
        byDefault: (await ask({input: 'TEXT'})).data[0].embedding,
        floats: (await ask({input: ['x', 'TEXT'], encoding_format: 'float'})).data[1].embedding,
        base64: (await ask({input: 'TEXT', encoding_format: 'base64'})).data[0].embedding,
        two: (await ask({input: 'TEXT', dimensions: 2})).data[0].embedding,
        models,
        noModel: await failure(ask({input: 'x', model: 'none'})),
        noToken: await failure(new OpenAI({baseURL: server + '/v1', apiKey: 'x', maxRetries: 0})
            .models.list()),
      }));
      """
          .replace("TEXT", TEXT);

  @TempDir static Path folder;
  private static Path client = Path.of("");

  @BeforeAll
  static void install() throws Exception {
    client = Path.of("target", "openai-client").toAbsolutePath();
    if (!Files.exists(client.resolve("node_modules/openai/package.json"))) {
      Files.createDirectories(client);
      run(
          List.of(
              "npm",
              "install",
              "--ignore-scripts",
              "--no-audit",
              "--no-fund",
              "--prefix",
              client.toString(),
              CLIENT));
    }
    Files.writeString(client.resolve("ask.mjs"), SCRIPT);
  }

  /** What the command prints, which must end well. */
  private static String run(List<String> command) throws Exception {
    Path err = folder.resolve("err");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(client.toFile())
              .redirectError(err.toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(
          "This test needs Node and npm: apt-get install nodejs npm (%s)".formatted(e));
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return out;
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int d = 0; d < values.length; d++) {
      values[d] = list.get(d).floatValue();
    }
    return values;
  }

  @Test
  void itGetsVectorsModelsAndErrors() throws Exception {
    AccessToken token = AccessToken.read(Files.writeString(folder.resolve("token"), TOKEN));
    Settings settings = Settings.local(0, folder).with(token);
    try (Server server = Server.start(settings, List.of(SHIPPED));
        Model model = Model.load(SHIPPED)) {
      JsonNode got =
          Json.MAPPER.readTree(
              run(
                  List.of(
                      "node",
                      client.resolve("ask.mjs").toString(),
                      server.address().toString(),
                      TOKEN)));
      float[] expected = new Encode(model).vector(TEXT);
      assertThat(floats(got.required("byDefault"))).containsExactly(expected, within(1e-5f));
      assertThat(floats(got.required("floats"))).containsExactly(expected, within(1e-5f));
      assertThat(got.required("base64").stringValue()).hasSize(4 * ((4 * expected.length + 2) / 3));
      assertThat(floats(got.required("two")))
          .containsExactly(new float[] {expected[0], expected[1]}, within(1e-5f));
      assertThat(got.required("models").toString()).isEqualTo("[\"quickstart-en\"]");
      assertThat(got.required("noModel").toString())
          .isEqualTo("[\"NotFoundError\",404,\"model_not_found\",\"model\"]");
      assertThat(got.required("noToken").toString())
          .isEqualTo("[\"AuthenticationError\",401,\"invalid_api_key\",null]");
    }
  }
}
