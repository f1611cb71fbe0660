package subtext.use;

import java.util.Arrays;
import java.util.List;
import subtext.error.InputException;
import subtext.model.LabelledVae;
import subtext.tensor.Noise;

/**
 * The label as a latent variable of its own, beside z: the mean of q(z|x,y) with the text's label
 * stays, and another y is put beside it. Z latent, L labels.
 */
final class LabelAttribute implements Attribute {
  private final Model model;
  private final LabelledVae network;

  /**
   * @throws InputException if the model does not write by labels
   */
  LabelAttribute(Model model) {
    if (!(model.network() instanceof LabelledVae found) || model.use(found::source) == null) {
      throw new InputException(
          "rewrite: the model %s does not write by labels. A model of task classify with model.classifier semiSupervised does; a VAE of sentences can go by the direction between the texts of two labels"
              .formatted(model.spec().name()));
    }
    if (!model.writes()) {
      throw new InputException(
          "rewrite: the model %s reads texts as bags of words and writes none; train one with another model.decoder"
              .formatted(model.spec().name()));
    }
    this.model = model;
    this.network = found;
  }

  @Override
  public List<String> labels() {
    return model.spec().labels();
  }

  @Override
  public int[] guessed(List<String> texts) {
    return new Classify(model)
        .classify(texts).stream().mapToInt(found -> labels().indexOf(found.label())).toArray();
  }

  @Override
  public float[][] moved(List<String> texts, int[] from, int to, double strength) {
    float[][] given = new float[texts.size()][];
    new Texts(model, texts)
        .eachBatch(
            new Noise(0, 0),
            (places, x, pass) -> {
              int[] own = Arrays.stream(places).map(place -> from[place]).toArray();
              float[] means = network.posterior(x, own, pass).location_BZ().toFloats();
              int latent = means.length / places.length;
              for (int b = 0; b < places.length; b++) {
                float[] z = Arrays.copyOfRange(means, b * latent, (b + 1) * latent);
                given[places[b]] = beside(z, own[b], to, (float) strength);
              }
            });
    return given;
  }

  /** z, and behind it the way from one label to the other. */
  private float[] beside(float[] z, int from, int to, float strength) {
    float[] both = Arrays.copyOf(z, z.length + network.labels());
    both[z.length + from] += 1 - strength;
    both[z.length + to] += strength;
    return both;
  }
}
