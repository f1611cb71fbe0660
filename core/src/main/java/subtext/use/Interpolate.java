package subtext.use;

import java.util.ArrayList;
import java.util.List;
import subtext.config.Allowed;

/** Sentences on the way from one to another. */
public final class Interpolate {
  private final Model model;

  /**
   * @throws subtext.error.InputException for a language model
   */
  public Interpolate(Model model) {
    model.vae("interpolate");
    this.model = model;
  }

  /** The way between two vectors. */
  public enum Path {
    /** The straight line. */
    LINEAR,
    /**
     * The arc of constant angular speed (Shoemake 1985), which stays at the distance from the
     * origin where the prior has its mass (White 2016).
     */
    SPHERICAL;

    /** The point at share {@code t} in [0, 1] of the way. */
    float[] at(double t, float[] from, float[] to) {
      double angle = this == LINEAR ? 0 : Vectors.angle(from, to);
      // Parallel, opposite and zero vectors have no arc of their own: the line is as good as any.
      boolean straight = Math.sin(angle) < 1e-6;
      double first = straight ? 1 - t : Math.sin((1 - t) * angle) / Math.sin(angle);
      double second = straight ? t : Math.sin(t * angle) / Math.sin(angle);
      float[] point = new float[from.length];
      for (int d = 0; d < point.length; d++) {
        point[d] = (float) (first * from[d] + second * to[d]);
      }
      return point;
    }
  }

  /**
   * Which way.
   *
   * @param steps sentences, both ends included; at least 2
   * @param writing greedy if it says nothing else
   */
  public record Request(String from, String to, int steps, Path path, Writing writing) {
    /** On the arc, the most probable token at each step. */
    public static Request of(String from, String to, int steps) {
      return new Request(from, to, steps, Path.SPHERICAL, Writing.DEFAULT);
    }

    public Request {
      Allowed.between("steps", steps, 2, 10_000);
    }
  }

  /**
   * A sentence on the way.
   *
   * @param share of the way, 0 at the start and 1 at the end
   */
  public record Step(double share, String text, double logProbability) {}

  /**
   * The sentences on the way, both ends (as z gives them back) included.
   *
   * @param cut whether a text at an end was longer than the model reads, so that the way begins or
   *     ends at its beginning
   * @param unfamiliar whether no letter of a text at an end was met in training, so that the way
   *     says nothing
   */
  public record Way(List<Step> steps, boolean cut, boolean unfamiliar) {}

  /** The sentences from the reconstruction of {@code from} to that of {@code to}. */
  public List<String> between(String from, String to, int steps) {
    return interpolate(Request.of(from, to, steps)).steps().stream().map(Step::text).toList();
  }

  /** The way of {@code request}. */
  public Way interpolate(Request request) {
    Texts texts = new Texts(model, List.of(request.from, request.to));
    List<Encode.Encoding> ends = new Encode(model).encode(texts);
    float[][] z = new float[request.steps][];
    for (int n = 0; n < z.length; n++) {
      z[n] = request.path.at(share(n, request), ends.getFirst().mean(), ends.getLast().mean());
    }
    List<Write.Sentence> sentences = new Write(model).write(z, request.writing);
    List<Step> steps = new ArrayList<>();
    for (int n = 0; n < z.length; n++) {
      Write.Sentence sentence = sentences.get(n);
      steps.add(new Step(share(n, request), sentence.text(), sentence.logProbability()));
    }
    return new Way(
        List.copyOf(steps),
        texts.isCut(0) || texts.isCut(1),
        texts.isUnfamiliar(0) || texts.isUnfamiliar(1));
  }

  private static double share(int step, Request request) {
    return (double) step / (request.steps - 1);
  }
}
