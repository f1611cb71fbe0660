package subtext.eval;

import org.jspecify.annotations.Nullable;
import subtext.data.TokenCache;
import subtext.decoder.Decoding;
import subtext.decoder.Multinomial;
import subtext.model.AnswerVae;
import subtext.model.LabelledVae;
import subtext.model.LanguageModel;
import subtext.model.Network;
import subtext.model.TranslationVae;
import subtext.model.Vae;
import subtext.objective.OperatingPoint;
import subtext.tensor.Ranks;
import subtext.text.Tokenizer;

/**
 * Measures a model by what it is.
 *
 * @param seed of draws, and of which sentences are measured
 * @param batch sentences at a time, at most; a matter of memory and speed
 * @param reference documents that say of topics which words go together; null for those measured
 * @param ranks processes that share the work on sentences: all of them ask for the same, and get
 *     the same
 */
public record Examiner(
    Network network, long seed, int batch, @Nullable TokenCache reference, Ranks ranks) {
  private static final Decoding TRANSLATING = new Decoding.Beam(5, 1);

  /** One process that measures all. */
  public Examiner(Network network, long seed, int batch, @Nullable TokenCache reference) {
    this(network, seed, batch, reference, Ranks.SINGLE);
  }

  /** What a validation during training looks at. */
  public Figures validate(TokenCache corpus, EvaluationSettings settings, Tokenizer tokenizer) {
    return switch (network) {
      case Vae vae when vae.likelihood() instanceof Multinomial -> topics(corpus, settings);
      case Vae any -> evaluator().evaluate(corpus, settings);
      case LanguageModel any -> evaluator().evaluate(corpus, settings);
      case LabelledVae model -> labels(model).validate(corpus, settings.maxSentences());
      case TranslationVae model ->
          new TranslationEvaluator(model, tokenizer, new Decoding.Greedy(), seed, batch)
              .evaluate(corpus, settings.maxSentences());
      case AnswerVae model -> answers(model, corpus, settings);
    };
  }

  /**
   * All that can be measured.
   *
   * @param languageModelNll see {@link Alive#judge}
   */
  public Figures judge(
      TokenCache corpus,
      EvaluationSettings settings,
      Tokenizer tokenizer,
      OperatingPoint point,
      @Nullable Double languageModelNll) {
    return switch (network) {
      case Vae vae when vae.likelihood() instanceof Multinomial -> topics(corpus, settings);
      case Vae any -> evaluator().judge(corpus, settings, tokenizer, point, languageModelNll);
      case LanguageModel any -> evaluator().evaluate(corpus, settings);
      case LabelledVae model -> labels(model).evaluate(corpus, settings.maxSentences());
      case TranslationVae model ->
          new TranslationEvaluator(model, tokenizer, TRANSLATING, seed, batch)
              .evaluate(corpus, settings.maxSentences());
      case AnswerVae model -> answers(model, corpus, settings);
    };
  }

  private Evaluator evaluator() {
    return new Evaluator(network, seed, batch).among(ranks);
  }

  private TopicFigures topics(TokenCache corpus, EvaluationSettings settings) {
    return new TopicEvaluator(network, seed, batch)
        .evaluate(corpus, reference == null ? corpus : reference, settings.maxSentences());
  }

  private AnswerQuality answers(AnswerVae model, TokenCache corpus, EvaluationSettings settings) {
    return new AnswerEvaluator(model, seed, batch).evaluate(corpus, settings.maxSentences());
  }

  private LabelEvaluator labels(LabelledVae model) {
    return new LabelEvaluator(model, seed, batch, ranks);
  }
}
