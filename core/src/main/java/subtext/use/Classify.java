package subtext.use;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import subtext.error.InputException;
import subtext.model.LabelledVae;
import subtext.tensor.Noise;

/** Sentences to their labels. */
public final class Classify {
  private final Model model;
  private final LabelledVae network;

  /**
   * @throws InputException for a model that gives no labels
   */
  public Classify(Model model) {
    this.model = model;
    this.network = model.classifier("classify");
  }

  /**
   * The label of a sentence.
   *
   * @param label the most probable one
   * @param probability of that label, calibrated
   * @param probabilities of all labels, the greatest first
   * @param cut whether the text was longer than the model was trained on, and its beginning is what
   *     was read
   * @param unfamiliar whether no letter of the text was met in training, so that the answer says
   *     nothing: text in another script, for example
   */
  public record Labelled(
      String text,
      String label,
      double probability,
      SequencedMap<String, Double> probabilities,
      boolean cut,
      boolean unfamiliar) {}

  /** The label of {@code text}. */
  public String label(String text) {
    return classify(List.of(text)).getFirst().label();
  }

  /**
   * The labels of {@code texts}, in their order.
   *
   * @throws subtext.error.TextException if one is blank
   */
  public List<Labelled> classify(List<String> texts) {
    return classify(texts, new Texts(model, texts));
  }

  /**
   * The same of the texts of several requests at once.
   *
   * @param examples the place of each text in its own request, which keys its noise
   */
  public List<Labelled> classify(List<String> texts, long[] examples) {
    return classify(texts, new Texts(model, texts, examples));
  }

  private List<Labelled> classify(List<String> texts, Texts read) {
    Texts.requireNoBlank(texts, "is empty, so it has no label; leave it out");
    Labelled[] labelled = new Labelled[texts.size()];
    read.eachBatch(
        new Noise(0, 0),
        (places, x, pass) -> {
          double[] probabilities = network.probabilities_BL(x, pass).toDoubles();
          for (int b = 0; b < places.length; b++) {
            int from = b * network.labels();
            double[] own = Arrays.copyOfRange(probabilities, from, from + network.labels());
            labelled[places[b]] = labelled(texts.get(places[b]), read, places[b], own);
          }
        });
    return List.of(labelled);
  }

  private Labelled labelled(String text, Texts read, int place, double[] probabilities) {
    SequencedMap<String, Double> byLabel = new LinkedHashMap<>();
    IntStream.range(0, network.labels())
        .boxed()
        .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
        .forEach(id -> byLabel.put(model.spec().labels().get(id), probabilities[id]));
    Map.Entry<String, Double> first = byLabel.firstEntry();
    return new Labelled(
        text,
        first.getKey(),
        first.getValue(),
        byLabel,
        read.isCut(place),
        read.isUnfamiliar(place));
  }
}
