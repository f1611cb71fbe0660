package subtext.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.use.Model;
import subtext.use.Score;
import subtext.use.Texts;

/** How improbable texts are. */
final class ScoreVerb {
  private ScoreVerb() {}

  record Request(
      @About(value = "What to score.", mostItems = Bounds.TEXTS) List<String> texts,
      @About(
              value =
                  "Of the importance-weighted bound; 0 for the negative ELBO. A language model"
                      + " needs neither.",
              byDefault = "50",
              least = 0,
              most = Bounds.SAMPLES)
          int samples,
      @About(value = "Of the draws of z.", byDefault = "1") long seed) {}

  /**
   * A text's figures.
   *
   * @param nats a bound on -log p(text)
   * @param tokens predictions that it sums over
   * @param perplexity exp(nats / tokens); null where nothing was predicted, or it is too large
   * @param cut whether the text was longer than the model reads
   */
  record Scored(String text, double nats, int tokens, @Nullable Double perplexity, boolean cut) {
    static Scored of(Score.Scored each) {
      Double perplexity = Double.isFinite(each.perplexity()) ? each.perplexity() : null;
      return new Scored(each.text(), each.nats(), each.tokens(), perplexity, each.cut());
    }
  }

  record Answer(List<Scored> scores) {}

  record Likelihoods(int samples, long seed) implements Joint<Scored> {
    @Override
    public List<Scored> all(Model model, List<String> texts, long[] examples) {
      return new Score(model)
          .score(new Score.Request(texts, samples, seed), examples).stream()
              .map(Scored::of)
              .toList();
    }
  }

  static Verb<Request, Answer> verb() {
    return new Verb<>(
        "score",
        "How improbable texts are to the model, in nats.",
        Request.class,
        Answer.class,
        Abilities::scores,
        ScoreVerb::plan);
  }

  private static Work<Answer> plan(Request request, Loaded loaded) {
    Texts.requireNoBlank(request.texts(), "is blank; leave it out");
    return new Work.Joined<>(
        new Likelihoods(request.samples(), request.seed()), request.texts(), Answer::new);
  }
}
