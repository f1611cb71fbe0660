package subtext.serve;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.use.Neighbours;

/** Training sentences near a text, or a vector. */
final class NeighboursVerb {
  private NeighboursVerb() {}

  @SuppressWarnings("ArrayRecordComponent")
  record Request(
      @About("The text to be near to.") @Nullable String text,
      @About("Or the vector.") float @Nullable [] z,
      @About(value = "How many.", byDefault = "10", least = 1, most = Bounds.TEXTS) int count) {}

  /**
   * A sentence of the training text.
   *
   * @param line of the corpus
   * @param cosine of the angle between the vectors, in [-1, 1]
   */
  record Neighbour(long line, String text, double cosine) {}

  record Answer(List<Neighbour> neighbours) {}

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "neighbours",
        "Training sentences whose vectors are nearest; 503 while they are being encoded.",
        Request.class,
        Answer.class,
        Abilities::hasTraining,
        NeighboursVerb::plan);
  }

  private static Work<Answer> plan(Request request, Loaded loaded) {
    int latent = loaded.model().network().latent();
    float[] z = request.z();
    String text = request.text();
    if ((text == null) == (z == null)) {
      throw new InputException("give one of text and z");
    }
    if (text != null && text.isBlank()) {
      throw new InputException("text: is blank, so nothing is like it");
    }
    if (z != null && z.length != latent) {
      throw new InputException(
          "z: %d numbers, but the model has %d latent dimensions".formatted(z.length, latent));
    }
    TrainingVectors training = loaded.requireTraining().require();
    Neighbours all = loaded.requireTraining().requireNeighbours();
    return new Work.Alone<>(
        model -> {
          List<Neighbours.Neighbour> nearest =
              z == null && text != null
                  ? all.nearest(text, request.count())
                  : all.nearest(Objects.requireNonNull(z), request.count());
          return new Answer(nearest.stream().map(each -> of(training, each)).toList());
        });
  }

  private static Neighbour of(TrainingVectors training, Neighbours.Neighbour each) {
    return new Neighbour(training.lines().get(each.place()).number(), each.text(), each.cosine());
  }
}
