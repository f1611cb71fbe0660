package subtext.serve;

import subtext.explain.ExplainText;

/** What a model makes of a text, and which of its words do that. */
final class ExplainVerb {
  private ExplainVerb() {}

  record Request(@About("What to explain.") String text) {}

  static Verb<Request, ExplainText.Explained> verb() {
    return new Verb<>(
        "explain",
        "A text's posterior, dimension by dimension, and which words make its KL.",
        Request.class,
        ExplainText.Explained.class,
        Abilities::encodes,
        Verb.Planner.alone(
            request ->
                model ->
                    new ExplainText(model, null).explain(ExplainText.Request.of(request.text()))));
  }
}
