package subtext.explain;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import subtext.model.LabelledVae;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;
import subtext.use.Classify;
import subtext.use.Model;
import subtext.use.Texts;

/** Why a text has the label that a model gives it. */
public final class ExplainLabel {
  private final Model model;
  private final Classify classify;

  /**
   * @throws subtext.error.InputException for a model that gives no labels
   */
  public ExplainLabel(Model model) {
    this.model = model;
    classify = new Classify(model);
  }

  /**
   * What to explain.
   *
   * @param label whose log probability words move; null for the most probable one
   */
  public record Request(String text, @Nullable String label, Method method) {
    public static Request of(String text) {
      return new Request(text, null, Method.DEFAULT);
    }
  }

  /**
   * A label, explained.
   *
   * @param label the most probable one
   * @param probability of that label, calibrated
   * @param probabilities of all labels, the greatest first
   * @param attribution which words move the log probability of the label that was asked for
   * @param spread of the probability of {@code label} over draws of z; null where no label is read
   *     from z
   * @param cut whether the text is longer than the model reads
   * @param unfamiliar whether no letter of it was met in training
   */
  public record Explained(
      String text,
      String label,
      double probability,
      SequencedMap<String, Double> probabilities,
      Attribution attribution,
      @Nullable Spread spread,
      boolean cut,
      boolean unfamiliar) {}

  /**
   * What {@code request} asks for.
   *
   * @throws subtext.error.TextException if the text is blank
   * @throws subtext.error.InputException for a label that the model does not know
   */
  public Explained explain(Request request) {
    Classify.Labelled labelled = classify.classify(List.of(request.text)).getFirst();
    String asked = request.label == null ? labelled.label() : request.label;
    Method method = request.method;
    Texts read = new Texts(model, List.of(request.text));
    return new Explained(
        request.text,
        labelled.label(),
        labelled.probability(),
        labelled.probabilities(),
        Input.of(model, read.tokens(0), method.seed()).attribute(new Quantity.Label(asked), method),
        spread(read, model.spec().labels().indexOf(labelled.label()), method),
        labelled.cut(),
        labelled.unfamiliar());
  }

  private @Nullable Spread spread(Texts read, int label, Method method) {
    LabelledVae network = (LabelledVae) model.network();
    double[] values = new double[method.samples()];
    long[] drawn = new long[2]; // draws, and those with the same label
    Noise noise = new Noise(method.seed(), 0);
    read.eachBatch(
        noise,
        (places, x, pass) -> {
          for (int s = 0; s < values.length; s++) {
            Tensor found_BL = network.drawnProbabilities_BL(x, pass, s);
            if (found_BL == null) {
              return;
            }
            double[] probabilities = found_BL.toDoubles();
            values[s] = probabilities[label];
            drawn[0]++;
            drawn[1] += greatest(probabilities) == label ? 1 : 0;
          }
        });
    return drawn[0] == 0 ? null : Spread.of(values, drawn[1]);
  }

  private static int greatest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
