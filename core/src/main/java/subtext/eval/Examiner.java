package subtext.eval;

import org.jspecify.annotations.Nullable;
import subtext.data.CorpusProgress;
import subtext.data.TokenCache;
import subtext.decoder.Decoding;
import subtext.decoder.Multinomial;
import subtext.latent.Prior;
import subtext.model.AnswerVae;
import subtext.model.LabelledVae;
import subtext.model.LanguageModel;
import subtext.model.Network;
import subtext.model.TranslationVae;
import subtext.model.Vae;
import subtext.objective.OperatingPoint;
import subtext.tensor.Ranks;
import subtext.text.Tokenizer;
import subtext.use.Translate;

/**
 * Measures a model by what it is.
 *
 * @param seed of draws, and of which sentences are measured
 * @param batch sentences at a time, at most; a matter of memory and speed
 * @param reference documents that say of topics which words go together; null for those measured
 * @param ranks processes that share the work on sentences: all of them ask for the same, and get
 *     the same
 * @param prior that the divergence and the bounds of a sentence's likelihood are against; null for
 *     the model's own
 * @param progress is told how far a long measurement is; see {@link Evaluator#telling}
 */
public record Examiner(
    Network network,
    long seed,
    int batch,
    @Nullable TokenCache reference,
    Ranks ranks,
    @Nullable Prior prior,
    CorpusProgress progress) {
  /** One process that measures all, under the model's own prior. */
  public Examiner(Network network, long seed, int batch, @Nullable TokenCache reference) {
    this(network, seed, batch, reference, Ranks.SINGLE, null, CorpusProgress.SILENT);
  }

  /** The same among {@code processes}. */
  public Examiner among(Ranks processes) {
    return new Examiner(network, seed, batch, reference, processes, prior, progress);
  }

  /** The same under {@code other}; see {@link Evaluator#under}. */
  public Examiner under(@Nullable Prior other) {
    return new Examiner(network, seed, batch, reference, ranks, other, progress);
  }

  /** The same, and {@code listener} hears of it. */
  public Examiner telling(CorpusProgress listener) {
    return new Examiner(network, seed, batch, reference, ranks, prior, listener);
  }

  /** What a validation during training looks at. */
  public Figures validate(TokenCache corpus, EvaluationSettings settings, Tokenizer tokenizer) {
    return switch (network) {
      case Vae vae when vae.likelihood() instanceof Multinomial -> topics(corpus, settings);
      case Vae any -> evaluator().evaluate(corpus, settings);
      case LanguageModel any -> evaluator().evaluate(corpus, settings);
      case LabelledVae model -> labels(model).validate(corpus, settings.maxSentences());
      case TranslationVae model ->
          new TranslationEvaluator(
                  model, tokenizer, new Decoding.Greedy(), 0, seed, batch, progress)
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
          new TranslationEvaluator(
                  model, tokenizer, Translate.USUAL, settings.iwaeSamples(), seed, batch, progress)
              .evaluate(corpus, settings.maxSentences());
      case AnswerVae model -> answers(model, corpus, settings);
    };
  }

  private Evaluator evaluator() {
    return new Evaluator(network, seed, batch).among(ranks).under(prior).telling(progress);
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
