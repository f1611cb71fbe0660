package subtext.eval;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import subtext.data.Portion;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.metric.Interval;
import subtext.metric.Words;
import subtext.model.LanguageModel;
import subtext.model.Network;
import subtext.text.Tokenizer;

/**
 * A language model that says how probable texts are.
 *
 * @param folder for texts as token ids
 */
public record Judge(Network network, Tokenizer tokenizer, Path folder) {
  private static final int BATCH = 256;

  /**
   * @throws InputException for a model of another kind, whose likelihood is only bounded, or not
   *     defined
   */
  public Judge {
    if (!(network instanceof LanguageModel)) {
      throw new InputException(
          "judge: a model with a latent variable or of labels is not a language model");
    }
  }

  /**
   * The texts that it can read, one a line: without the line breaks that a model of bytes may
   * write, and without those that have no token.
   */
  public List<String> lines(List<String> texts) {
    return texts.stream()
        .map(text -> text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip())
        .filter(line -> tokenizer.encode(line).length > 0)
        .toList();
  }

  /**
   * The perplexity of {@code texts}.
   *
   * @throws InputException if there are none
   */
  public Perplexity read(Portion texts) {
    TokenCache corpus = TokenCache.of(texts, tokenizer, folder);
    Evaluation found =
        new Evaluator(network, 0, BATCH).evaluate(corpus, EvaluationSettings.DEFAULT);
    Interval nats = new Interval(found.nll(), found.errors().nll(), found.sentences());
    return new Perplexity(nats, found.tokens(), words(texts, corpus));
  }

  /**
   * The words of a text that was cut are those of its beginning, which alone was scored; a text
   * without a token is not in {@code corpus}.
   */
  private long words(Portion texts, TokenCache corpus) {
    long words = corpus.size();
    try (Stream<String> all = texts.texts()) {
      Iterator<String> each = all.filter(text -> tokenizer.encode(text).length > 0).iterator();
      for (long i = 0; i < corpus.size(); i++) {
        String text = each.next();
        boolean whole = corpus.length(i) < tokenizer.config().maxLength();
        words += words(whole ? text : tokenizer.decode(corpus.tokens(i)));
      }
    }
    return words;
  }

  private static long words(String text) {
    String spaced = Words.spaced(text).strip();
    return spaced.isEmpty() ? 0 : spaced.split("\\s+").length;
  }
}
