package subtext.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.app.SmallRun;

/** What the page is made of comes from the program itself. */
class ExplorerTest {
  @TempDir Path cache;

  @Test
  void librariesAreServedByTheirNamesWithoutTheirVersions() throws Exception {
    Path shipped = SmallRun.HOME.resolve("models").resolve("quickstart-en");
    try (Server server = Server.start(Settings.local(0, cache), List.of(shipped));
        Asked asked = Asked.of(server)) {
      for (String script :
          List.of(
              "lit/index.js",
              "lit/directives/repeat.js",
              "lit-html/lit-html.js",
              "lit-element/lit-element.js",
              "reactive-element/reactive-element.js",
              "echarts/dist/echarts.esm.min.js")) {
        HttpResponse<String> found =
            asked
                .client()
                .send(
                    asked.request("/explorer/lib/" + script).build(),
                    HttpResponse.BodyHandlers.ofString());
        assertThat(found.statusCode()).as(script).isEqualTo(200);
        assertThat(found.body()).as(script).isNotBlank();
        assertThat(found.headers().firstValue("Content-Type"))
            .hasValue("text/javascript; charset=utf-8");
        assertThat(found.headers().firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'self'")
            .contains("frame-ancestors 'none'");
      }
      asked.get("/explorer/lib/lit").refused(404);
      asked.get("/explorer/lib/lit/LICENSE").refused(404);
    }
  }

  @Test
  void thePolicyAllowsTheScriptsThatStandInThePageAndNoOthers() {
    String page =
        "<script type=\"importmap\">{}</script><script src=\"a.js\"></script><script>x()</script>";
    String empty = "default-src 'self'; script-src 'self'; ";
    // printf '{}' | openssl dgst -sha256 -binary | base64
    String importMap = "'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o='";
    assertThat(new ContentPolicy(page.getBytes(UTF_8)).header())
        .contains("script-src 'self' " + importMap + " 'sha256-")
        .doesNotContain("script-src 'self' 'unsafe-inline'");
    assertThat(new ContentPolicy(null).header()).startsWith(empty);
  }
}
