package subtext.serve;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.use.Encode;
import subtext.use.Texts;

/**
 * Texts to vectors, as OpenAI's clients ask for them. A vector is the mean of the posterior as it
 * is: it has no unit length, because its length says how much the model has to say.
 */
final class EmbeddingsVerb {
  private EmbeddingsVerb() {}

  enum Encoding {
    FLOAT,
    BASE64
  }

  record Request(
      @About(value = "A text, or a list of them.", mostItems = Bounds.TEXTS) OneOrMore input,
      @About(
              value = "Vectors as numbers, or as their bytes: float32, little-endian.",
              byDefault = "\"float\"")
          Encoding encodingFormat,
      @About(value = "Numbers of each vector that are kept. Default: all.", least = 1)
          @Nullable Integer dimensions,
      @About("Taken from OpenAI's clients, and of no effect.") @Nullable String user) {}

  /**
   * A vector.
   *
   * @param embedding numbers, or a string of base64
   */
  record Embedding(String object, int index, Object embedding) {}

  record Usage(int promptTokens, int totalTokens) {}

  record Answer(String object, List<Embedding> data, String model, Usage usage) {}

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "embeddings",
        "Texts to vectors, as OpenAI's clients ask for them.",
        Request.class,
        Answer.class,
        Abilities::encodes,
        EmbeddingsVerb::plan);
  }

  private static Work<Answer> plan(Request request, Loaded loaded) {
    int latent = loaded.model().network().latent();
    int dimensions = request.dimensions() == null ? latent : request.dimensions();
    List<String> texts = request.input().texts();
    if (dimensions > latent) {
      throw new InputException(
          "dimensions: %d, but the vectors of this model have %d".formatted(dimensions, latent));
    }
    if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
      throw new InputException("input: an empty text has no vector; leave it out");
    }
    int tokens = new Texts(loaded.model(), texts).tokens();
    return new Work.Joined<>(
        new EncodeVerb.Posteriors(),
        texts,
        found -> {
          List<Embedding> data = new ArrayList<>();
          for (Encode.Encoding each : found) {
            float[] kept = Arrays.copyOf(each.mean(), dimensions);
            data.add(new Embedding("embedding", data.size(), json(kept, request.encodingFormat())));
          }
          return new Answer("list", data, loaded.id(), new Usage(tokens, tokens));
        });
  }

  private static Object json(float[] vector, Encoding encoding) {
    return switch (encoding) {
      case FLOAT -> vector;
      case BASE64 -> {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(LITTLE_ENDIAN);
        for (float value : vector) {
          bytes.putFloat(value);
        }
        yield Base64.getEncoder().encodeToString(bytes.array());
      }
    };
  }
}
