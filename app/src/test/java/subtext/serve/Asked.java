package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A client of a server, that demands of every answer that it is as openapi.json says. */
record Asked(URI address, HttpClient client, Described described) implements AutoCloseable {
  static Asked of(Server server) {
    return new Asked(server.address(), HttpClient.newHttpClient(), Described.of(server));
  }

  /** An answer: its status, what it holds, and when to ask again. */
  record Answer(int status, String text, String retryAfter) {
    static Answer of(HttpResponse<String> response) {
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").orElse(""));
    }

    JsonNode json() {
      return Json.MAPPER.readTree(text);
    }

    /** What an answer that went well holds. */
    JsonNode good() {
      assertThat(status).as(text).isEqualTo(200);
      return json();
    }

    /** That it is an error, said as OpenAI's clients expect it. */
    Answer refused(int expected) {
      assertThat(status).as(text).isEqualTo(expected);
      JsonNode error = json().required("error");
      assertThat(error.required("message").stringValue()).isNotBlank();
      assertThat(error.propertyNames())
          .containsExactlyInAnyOrder("message", "type", "param", "code");
      return this;
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      described.check(
          request.method(),
          request.uri().getPath(),
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse("none"),
          response.body());
      return Answer.of(response);
    } catch (IOException e) {
      throw new AssertionError(request.uri().toString(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer get(String path) {
    return send(request(path).build());
  }

  Answer post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  @Override
  public void close() {
    client.close();
  }
}
