package subtext.serve;

import java.util.List;

/** All verbs over HTTP: routes, the list of models and openapi.json are made of this. */
final class Verbs {
  static final List<Verb<?, ?>> ALL =
      List.of(
          GenerateVerb.verb(),
          DecodeVerb.verb(),
          EncodeVerb.verb(),
          ExplainVerb.text(),
          ExplainVerb.attribute(),
          ExplainVerb.dimension(),
          ExplainVerb.model(),
          ExplainPredictionVerb.label(),
          ExplainPredictionVerb.translation(),
          ExplainPredictionVerb.answer(),
          ReconstructVerb.verb(),
          InterpolateVerb.verb(),
          ScoreVerb.verb(),
          ClassifyVerb.verb(),
          TranslateVerb.verb(),
          AnswerVerb.verb(),
          TopicsVerb.topics(),
          TopicsVerb.documents(),
          RewriteVerb.verb(),
          NeighboursVerb.verb(),
          EmbeddingsVerb.verb());

  private Verbs() {}

  /** Names of those that a model has. */
  static List<String> of(Abilities model) {
    return ALL.stream().filter(verb -> verb.fits().test(model)).map(Verb::name).toList();
  }
}
