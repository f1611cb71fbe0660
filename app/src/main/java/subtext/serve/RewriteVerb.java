package subtext.serve;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoding;
import subtext.use.LabelMeans;
import subtext.use.Model;
import subtext.use.Rewrite;

/** Texts with another label. */
final class RewriteVerb {
  private RewriteVerb() {}

  record Request(
      @About(value = "What to rewrite.", mostItems = Bounds.SAMPLES) List<String> texts,
      @About("The label that the texts are to have.") String to,
      @About(
              value =
                  "The label of all texts, or a list with that of each. Default: the one that the"
                      + " model finds in it.",
              mostItems = Bounds.SAMPLES)
          @Nullable OneOrMore from,
      @About(
              value = "How far to go: 1 for the other label, more to exaggerate.",
              byDefault = "1",
              least = 0,
              most = 100)
          double strength,
      DecodingFields decoding) {

    Rewrite.Request of(Model model) {
      List<String> own = from == null ? null : from.texts();
      return new Rewrite.Request(
          texts,
          to,
          own != null && own.size() == 1 ? Collections.nCopies(texts.size(), own.getFirst()) : own,
          strength,
          decoding.writing(model, new Decoding.Greedy()));
    }
  }

  record Answer(List<Rewrite.Rewritten> rewritten) {}

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "rewrite",
        "Texts with another label: by the label that the model writes with, or by the way from the"
            + " training sentences of one label to those of another.",
        Request.class,
        Answer.class,
        Abilities::rewrites,
        RewriteVerb::plan);
  }

  private static Work<Answer> plan(Request request, Loaded loaded) {
    if (Rewrite.goesByLabel(loaded.model())) {
      return new Work.Alone<>(
          model -> new Answer(Rewrite.byLabel(model).rewrite(request.of(model))));
    }
    LabelMeans means = loaded.requireTraining().requireLabelMeans();
    return new Work.Alone<>(
        model -> new Answer(Rewrite.byVector(model, means).rewrite(request.of(model))));
  }
}
