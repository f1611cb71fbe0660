package subtext.use;

import java.util.List;

/** The label as a direction of the latent space of a VAE. */
record VectorAttribute(Model model, LabelMeans means) implements Attribute {
  /**
   * @throws subtext.error.InputException if the model has no autoencoder, or writes no text
   */
  VectorAttribute {
    model.vae("rewrite");
    model.demandWriter("rewrite");
  }

  @Override
  public List<String> labels() {
    return means.labels();
  }

  @Override
  public int[] guessed(List<String> texts) {
    return new Encode(model)
        .encode(texts).stream().mapToInt(found -> means.nearest(found.mean())).toArray();
  }

  @Override
  public float[][] moved(List<String> texts, int[] from, int to, double strength) {
    List<Encode.Encoding> found = new Encode(model).encode(texts);
    float[][] moved = new float[texts.size()][];
    for (int n = 0; n < moved.length; n++) {
      moved[n] = means.moved(found.get(n).mean(), from[n], to, strength);
    }
    return moved;
  }
}
