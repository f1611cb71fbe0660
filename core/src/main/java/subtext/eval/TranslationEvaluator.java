package subtext.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import subtext.data.Batch;
import subtext.data.TokenCache;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;
import subtext.decoder.SentenceWriter;
import subtext.decoder.Written;
import subtext.latent.ConditionalPrior;
import subtext.metric.Bleu;
import subtext.metric.ChrF;
import subtext.metric.Interval;
import subtext.metric.Words;
import subtext.model.TranslationVae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Autograd;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Line;
import subtext.text.Tokenizer;

/**
 * Measures translations: the likelihood of the references, and what the model writes itself, with
 * the mean of p(z|x) as z. B batch, N sentences.
 *
 * @param seed of the draws of z, and of which sentences are measured
 * @param batch sentences at a time, at most
 */
record TranslationEvaluator(
    TranslationVae model, Tokenizer tokenizer, Decoding decoding, long seed, int batch) {

  /** The figures of {@code most} sentences of {@code corpus}; 0 for all. */
  TranslationQuality evaluate(TokenCache corpus, long most) {
    Sentences sentences = Sentences.of(corpus, most, seed);
    int size = sentences.size();
    double[] nll = new double[size];
    double[] kl = new double[size];
    String[] translations = new String[size];
    int count;
    for (int place = 0; place < size; place += count) {
      count = Math.min(batch, size - place);
      Batch part = sentences.batch(place, count);
      int start = place;
      try (Scope scope = Scope.open()) {
        Autograd.withoutResult(() -> measure(part, start, nll, kl, translations));
      }
    }
    return summary(sentences, nll, model.latent() == 0 ? null : kl, translations);
  }

  private void measure(Batch part, int place, double[] nll, double[] kl, String[] translations) {
    Device device = model.parameters().device();
    Pass pass = Pass.evaluation(new Noise(seed, 0), part.examples());
    Observed y = Observed.of(part, device);
    Terms terms = model.terms(y, pass);
    double[] rec = terms.reconstruction_B().toDoubles();
    Tensor kl_B = terms.kl_B();
    double[] divergence = kl_B == null ? new double[rec.length] : kl_B.toDoubles();
    Arrays.setAll(rec, b -> rec[b] + divergence[b]);
    System.arraycopy(rec, 0, nll, place, rec.length);
    System.arraycopy(divergence, 0, kl, place, rec.length);
    Observed x = Objects.requireNonNull(y.source());
    TranslationVae.Given given = model.given(x, pass);
    ConditionalPrior prior = given.prior();
    Lengths lengths = Lengths.upTo(tokenizer.config().maxLength());
    List<Written> written =
        new SentenceWriter(given.decoder(), decoding, lengths, null, device, pass.noise())
            .write(
                prior == null ? null : prior.p().mu_BZ(), part.examples(), TranslationVae.most(x));
    for (int b = 0; b < written.size(); b++) {
      translations[place + b] = tokenizer.decode(written.get(b).tokens());
    }
  }

  private TranslationQuality summary(
      Sentences sentences, double[] nll, double @Nullable [] kl, String[] translations) {
    long[] examples = sentences.examples().clone();
    Arrays.sort(examples);
    Map<Long, String> written = new HashMap<>();
    for (int place = 0; place < translations.length; place++) {
      written.put(sentences.examples()[place], translations[place]);
    }
    List<Line> lines = sentences.corpus().lines(examples);
    List<Translated> texts = new ArrayList<>();
    for (int i = 0; i < examples.length; i++) {
      texts.add(
          new Translated(
              Objects.requireNonNull(lines.get(i).source()),
              Objects.requireNonNull(written.get(examples[i])),
              lines.get(i).text()));
    }
    List<String> candidates = spaced(texts, Translated::translation);
    List<String> references = spaced(texts, Translated::reference);
    return new TranslationQuality(
        sentences.size(),
        sentences.predictions(model.likelihood()),
        Interval.of(nll),
        kl == null ? null : Interval.of(kl),
        Bleu.of(candidates, references),
        ChrF.of(candidates, references),
        texts);
  }

  /** One part of each as it is compared: scripts without spaces character by character. */
  static List<String> spaced(List<Translated> texts, Function<Translated, String> part) {
    return texts.stream().map(part).map(Words::spaced).toList();
  }
}
