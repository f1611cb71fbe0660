package subtext.serve;

import io.javalin.http.Context;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import subtext.use.Model;
import subtext.use.Write;
import subtext.use.Writing;

/** The map of a model's training sentences, and what the model says at a place of it. */
final class MapRoutes {
  private static final int ACCEPTED = 202;

  private final Service service;

  MapRoutes(Service service) {
    this.service = service;
  }

  /** While the map is being made. */
  record Progress(double progress) {}

  /**
   * What the model says at a place.
   *
   * @param z that it was written from
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Decoded(String text, double logProbability, float[] z) {}

  void map(Context context) {
    TrainingSet training = training(context);
    LatentMap map = training.map(method(context));
    if (map == null) {
      context.status(ACCEPTED);
      Responses.json(context, new Progress(training.progress()));
    } else {
      Responses.json(context, map.answer());
    }
  }

  void decode(Context context) {
    Loaded loaded = loaded(context);
    if (!loaded.verbs().contains("decode")) {
      throw new Problem(
          Problem.Kind.UNFIT, "the model %s writes no text of a vector".formatted(loaded.id()));
    }
    double x = number(context, "x");
    double y = number(context, "y");
    LatentMap map = training(context).map(method(context));
    if (map == null) {
      throw new Problem(Problem.Kind.UNAVAILABLE, "the map is still being made");
    }
    float[] z = map.vector(x, y);
    Responses.json(
        context,
        new Exchange(context, service)
            .await(loaded.queue().submit(new Work.Alone<>(model -> decoded(model, z)))));
  }

  private static Decoded decoded(Model model, float[] z) {
    Write.Sentence sentence = new Write(model).write(new float[][] {z}, Writing.DEFAULT).getFirst();
    return new Decoded(sentence.text(), sentence.logProbability(), z);
  }

  private static Layout.Method method(Context context) {
    String given = context.queryParam("method");
    return Arrays.stream(Layout.Method.values())
        .filter(method -> given == null || method.toString().equals(given))
        .findFirst()
        .orElseThrow(
            () -> new Problem(Problem.Kind.WRONG_FIELD, "method must be pca or umap", "method"));
  }

  private TrainingSet training(Context context) {
    return loaded(context).requireTraining();
  }

  private Loaded loaded(Context context) {
    return VerbHandler.ready(service.shelf().find(context.pathParam("id")));
  }

  private static double number(Context context, String name) {
    String given = context.queryParam(name);
    Double value = given == null ? null : parsed(given);
    if (value == null || !Double.isFinite(value)) {
      throw new Problem(Problem.Kind.WRONG_FIELD, name + " must be a number", name);
    }
    return value;
  }

  private static @Nullable Double parsed(String given) {
    try {
      return Double.valueOf(given);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
