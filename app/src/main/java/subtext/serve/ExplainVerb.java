package subtext.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.explain.Baseline;
import subtext.explain.ExplainAttribute;
import subtext.explain.ExplainDimension;
import subtext.explain.ExplainModel;
import subtext.explain.ExplainText;
import subtext.explain.Method;
import subtext.explain.Quantity;
import subtext.explain.Reference;
import subtext.use.Model;
import subtext.use.Texts;

/** What a model makes of a text, and what its latent space holds. */
final class ExplainVerb {
  /** Of the verb that models with a latent variable have. */
  static final String NAME = "explain";

  /** Of the field {@code baseline}. */
  static final String BASELINE =
      "What stands in place of each word where a text says nothing: zeros, or the mean of all"
          + " tokens' vectors.";

  private static final long SEED = Method.DEFAULT.seed();

  private ExplainVerb() {}

  record TextRequest(
      @About("What to explain.") String text,
      @About(
              value = "Explain which words move the mean in this dimension, from 1.",
              least = 1,
              most = Integer.MAX_VALUE)
          @Nullable Integer dimension,
      @About(
              "Explain which words move the mean along this label, length, negation, question,"
                  + " tense.")
          @Nullable String attribute,
      @About(value = BASELINE, byDefault = "\"zero\"") Baseline baseline) {}

  static Verb<TextRequest, ExplainText.Explained> text() {
    return new Verb<>(
        NAME,
        "A text's posterior, dimension by dimension, and which words make its KL, or move its"
            + " mean.",
        TextRequest.class,
        ExplainText.Explained.class,
        Abilities::encodes,
        ExplainVerb::planText);
  }

  private static Work<ExplainText.Explained> planText(TextRequest request, Loaded loaded) {
    requireShort(loaded, "text", request.text());
    String attribute = request.attribute();
    Integer dimension = request.dimension();
    if (attribute != null && dimension != null) {
      throw new Problem(
          Problem.Kind.UNFIT, "dimension and attribute: explain one of them", "attribute");
    }
    Reference reference = attribute == null ? null : loaded.requireTraining().requireReference();
    return new Work.Alone<>(
        model -> {
          Quantity quantity =
              attribute != null && reference != null
                  ? new ExplainAttribute(model, reference).along(attribute, SEED)
                  : dimension != null ? new Quantity.Dimension(dimension) : new Quantity.Kl();
          return new ExplainText(model, null)
              .explain(
                  new ExplainText.Request(
                      request.text(), quantity, Method.DEFAULT.with(request.baseline()), 0));
        });
  }

  /**
   * Demands that {@code text} is not too long for its words to be explained.
   *
   * @throws Problem if it is
   */
  static void requireShort(Loaded loaded, String field, String text) {
    int tokens = new Texts(loaded.model(), List.of(text)).tokens(0).length;
    if (tokens > Bounds.EXPLAINED) {
      throw new Problem(
          Problem.Kind.UNFIT,
          "%s: %d tokens are too many to explain, %d are allowed; give a part of it"
              .formatted(field, tokens, Bounds.EXPLAINED),
          field);
    }
  }

  record AttributeRequest(
      @About("A label, or length, negation, question or tense.") String attribute,
      @About(
              value = "How many sentences without it to move towards it.",
              byDefault = "3",
              least = 0,
              most = 20)
          int edits) {}

  static Verb<AttributeRequest, ExplainAttribute.Explained> attribute() {
    return new Verb<>(
        "explain/attribute",
        "Where an attribute lies in the latent space, and what moving along it does.",
        AttributeRequest.class,
        ExplainAttribute.Explained.class,
        Abilities::hasTraining,
        byReference(
            (request, model, reference) ->
                new ExplainAttribute(model, reference)
                    .explain(
                        new ExplainAttribute.Request(
                            request.attribute(), List.of(), request.edits(), SEED))));
  }

  record DimensionRequest(
      @About(value = "Of the dimension, from 1.", least = 1, most = Integer.MAX_VALUE)
          int number) {}

  static Verb<DimensionRequest, ExplainDimension.Explained> dimension() {
    return new Verb<>(
        "explain/dimension",
        "What a dimension of the latent space is about.",
        DimensionRequest.class,
        ExplainDimension.Explained.class,
        Abilities::hasTraining,
        byReference(
            (request, model, reference) ->
                new ExplainDimension(model, reference)
                    .explain(ExplainDimension.Request.of(request.number()))));
  }

  record ModelRequest() {}

  static Verb<ModelRequest, ExplainModel.Explained> model() {
    return new Verb<>(
        "explain/model",
        "What each dimension of the latent space is about, and whether it has collapsed.",
        ModelRequest.class,
        ExplainModel.Explained.class,
        Abilities::hasTraining,
        byReference((request, model, reference) -> new ExplainModel(model, reference).explain()));
  }

  /** What is said of a latent space by sentences that show what it holds. */
  private interface ByReference<Q, A> {
    A explain(Q request, Model model, Reference reference);
  }

  private static <Q extends Record, A> Verb.Planner<Q, A> byReference(ByReference<Q, A> task) {
    return (request, loaded) -> {
      Reference reference = loaded.requireTraining().requireReference();
      return new Work.Alone<>(model -> task.explain(request, model, reference));
    };
  }
}
