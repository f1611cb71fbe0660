package subtext.explain;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.data.Batch;
import subtext.latent.ConditionalPrior;
import subtext.model.TranslationVae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;
import subtext.use.Model;
import subtext.use.Texts;
import subtext.use.Translate;
import subtext.use.Writing;

/** Which words of a text its translation comes from, and how much hangs on z. */
public final class ExplainTranslation {
  private final Model model;
  private final Translate translate;
  private final TranslationVae network;

  /**
   * @throws subtext.error.InputException if the model does not translate
   */
  public ExplainTranslation(Model model) {
    this.model = model;
    translate = new Translate(model);
    network = (TranslationVae) model.network();
  }

  /**
   * What to explain.
   *
   * @param best how many different translations to show; 1 for a model without a latent variable
   */
  public record Request(String text, int best, Method method) {
    public Request {
      Allowed.between("best", best, 1, 1000);
    }

    public static Request of(String text) {
      return new Request(text, 1, Method.DEFAULT);
    }
  }

  /**
   * A translation, explained.
   *
   * @param translation that with the mean of p(z|text), which {@link Translate} gives
   * @param attribution which words of the text move log p(translation|text, z) in nats, with that z
   * @param spread of the same over draws of z; its agreement is the share of the draws that make
   *     the translation at least as probable as the mean does; null without a latent variable
   * @param candidates translations with the mean and with draws of z, the best first: that may be
   *     another than {@code translation}
   * @param cut whether the text is longer than the model reads
   * @param unfamiliar whether no letter of it was met in training
   */
  public record Explained(
      String text,
      String translation,
      Attribution attribution,
      @Nullable Spread spread,
      List<Translate.Candidate> candidates,
      boolean cut,
      boolean unfamiliar) {
    public Explained {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * What {@code request} asks for.
   *
   * @throws subtext.error.TextException if the text is empty
   */
  public Explained explain(Request request) {
    Method method = request.method;
    Translate.Translation found = translated(request, 1); // with the mean of p(z|text)
    String translation = found.candidates().getFirst().text();
    int[] written = model.tokenizer().encode(translation);
    Texts read = new Texts(model, List.of(request.text));
    return new Explained(
        request.text,
        translation,
        Input.of(model, read.tokens(0), method.seed())
            .attribute(
                "log p(translation)",
                (x, pass) -> logProbability_B(written, x, pass, null),
                method),
        network.latent() == 0 ? null : spread(written, read, method),
        request.best == 1 ? found.candidates() : translated(request, request.best).candidates(),
        found.cut(),
        found.unfamiliar());
  }

  private Translate.Translation translated(Request request, int best) {
    return translate
        .translate(
            new Translate.Request(
                List.of(request.text), best, Writing.DEFAULT.with(request.method.seed())))
        .getFirst();
  }

  /**
   * log p(y|x,z) of the translation {@code y} of each x.
   *
   * @param draw number of the draw of z; null for the mean
   */
  private Tensor logProbability_B(int[] y, Observed x, Pass pass, @Nullable Integer draw) {
    TranslationVae.Given given = network.given(x, pass);
    ConditionalPrior prior = given.prior();
    Tensor z_BZ =
        prior == null
            ? null
            : draw == null
                ? prior.p().mu_BZ()
                : prior.p().sample(pass.noise(), draw, pass.examples());
    int count = Math.toIntExact(x.batch());
    Observed written = Observed.of(Batch.of(List.of(y)), model.device()).repeat(count);
    return given.decoder().reconstruction_B(written, z_BZ, pass).neg();
  }

  private Spread spread(int[] written, Texts read, Method method) {
    double[] values = new double[method.samples()];
    double[] atMean = new double[1];
    read.eachBatch(
        new Noise(method.seed(), 0),
        (places, x, pass) -> {
          atMean[0] = logProbability_B(written, x, pass, null).item();
          for (int s = 0; s < values.length; s++) {
            values[s] = logProbability_B(written, x, pass, s).item();
          }
        });
    long asGood = Arrays.stream(values).filter(value -> value >= atMean[0]).count();
    return Spread.of(values, asGood);
  }
}
