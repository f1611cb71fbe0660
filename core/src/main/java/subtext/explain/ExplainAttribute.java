package subtext.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import subtext.config.Allowed;
import subtext.tensor.Noise;
import subtext.use.Encode;
import subtext.use.Model;
import subtext.use.Write;
import subtext.use.Writing;

/** Where an attribute of texts lies in a latent space, and what moving along it does. */
public final class ExplainAttribute {
  private static final double[] STRENGTHS = {0, 0.5, 1, 1.5, 2};

  private final Model model;
  private final Reference reference;

  /**
   * @throws subtext.error.InputException for a model without an autoencoder
   */
  public ExplainAttribute(Model model, Reference reference) {
    model.vae("explain");
    this.model = model;
    this.reference = reference;
  }

  /**
   * What to explain.
   *
   * @param attribute a label of the reference, or {@code length}, {@code negation}, {@code
   *     question}, {@code tense}
   * @param texts to move towards it; where there are none, sentences that have it not
   * @param edits how many of those sentences
   * @param seed of the choice of those sentences, and of what the probe is fitted to
   */
  public record Request(String attribute, List<String> texts, int edits, long seed) {
    public Request {
      texts = List.copyOf(texts);
      Allowed.between("edits", edits, 0, 1000);
    }

    public static Request of(String attribute) {
      return new Request(attribute, List.of(), 3, 1);
    }

    /** This with another seed. */
    public Request with(long other) {
      return new Request(attribute, texts, edits, other);
    }
  }

  /**
   * An attribute, explained. Z latent.
   *
   * @param says how it is known
   * @param with sentences that have it
   * @param without sentences that have it not
   * @param probe how well it is found in the vectors
   * @param distance between the means of both
   * @param direction from the mean of those without to that of those with it, of length 1 [Z]
   * @param dimensions by their part of it, the greatest first
   * @param edits sentences on their way along the direction; none where the model writes no text
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Explained(
      String attribute,
      String says,
      int with,
      int without,
      Probe probe,
      double distance,
      float[] direction,
      List<Part> dimensions,
      List<Edit> edits) {
    public Explained {
      dimensions = List.copyOf(dimensions);
      edits = List.copyOf(edits);
    }
  }

  /**
   * A logistic regression from vectors to the attribute, on sentences that it was not fitted to.
   *
   * @param accuracy share of right answers
   * @param majority the same of always giving the commoner answer
   * @param auc area under the receiver operating characteristic: 0.5 by chance, 1 at best
   * @param fitted sentences that it was fitted to
   * @param measured sentences that it was measured on
   */
  public record Probe(double accuracy, double majority, double auc, int fitted, int measured) {}

  /**
   * A dimension's part of a direction.
   *
   * @param number from 1
   * @param part of the direction of length 1
   */
  public record Part(int number, double part) {}

  /** A sentence, and what becomes of it. */
  public record Edit(String text, List<Step> steps) {
    public Edit {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A sentence on the way.
   *
   * @param strength 0 where the sentence lies, 1 further by the distance between the means
   */
  public record Step(double strength, String text) {}

  /**
   * What {@code request} asks for.
   *
   * @throws subtext.error.InputException if there is no such attribute, or too few sentences have
   *     it or have it not
   */
  public Explained explain(Request request) {
    Direction found =
        Direction.of(Attribute.named(request.attribute, reference), reference, request.seed);
    float[] unit = found.unit();
    return new Explained(
        found.attribute().name(),
        found.attribute().says(),
        found.with().length,
        found.without().length,
        found.probe(),
        found.length(),
        unit,
        parts(unit),
        model.writes() ? edits(chosen(found, request), found.difference()) : List.of());
  }

  /** The place of a text along {@code attribute}, in the unit of the latent space. */
  public Quantity along(String attribute, long seed) {
    Direction found = Direction.of(Attribute.named(attribute, reference), reference, seed);
    return new Quantity.Along("mean along " + attribute, found.unit());
  }

  private static List<Part> parts(float[] unit) {
    return IntStream.range(0, unit.length)
        .mapToObj(d -> new Part(d + 1, unit[d]))
        .sorted(Comparator.comparingDouble(part -> -Math.abs(part.part)))
        .toList();
  }

  private List<String> chosen(Direction found, Request request) {
    if (!request.texts.isEmpty()) {
      return request.texts;
    }
    Noise noise = new Noise(request.seed, 0);
    return IntStream.of(found.without())
        .boxed()
        .sorted(Comparator.comparingDouble(place -> noise.uniform(Noise.Stream.ORDER, 2, place, 0)))
        .map(place -> reference.sentences().get(place).text())
        .distinct()
        .limit(request.edits)
        .toList();
  }

  /** {@code texts} moved along {@code difference}. */
  private List<Edit> edits(List<String> texts, float[] difference) {
    List<Edit> edits = new ArrayList<>();
    for (String text : texts) {
      float[] mean = new Encode(model).vector(text);
      float[][] z = new float[STRENGTHS.length][mean.length];
      for (int s = 0; s < z.length; s++) {
        for (int d = 0; d < mean.length; d++) {
          z[s][d] = (float) (mean[d] + STRENGTHS[s] * difference[d]);
        }
      }
      List<Write.Sentence> written = new Write(model).write(z, Writing.DEFAULT);
      edits.add(
          new Edit(
              text,
              IntStream.range(0, z.length)
                  .mapToObj(s -> new Step(STRENGTHS[s], written.get(s).text()))
                  .toList()));
    }
    return edits;
  }
}
