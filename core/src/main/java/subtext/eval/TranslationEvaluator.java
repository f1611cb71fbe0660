package subtext.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import subtext.data.Batch;
import subtext.data.CorpusProgress;
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
 * @param samples of the importance-weighted bound; 0 for none
 * @param seed of the draws of z, and of which sentences are measured
 * @param batch sentences at a time, at most
 * @param progress hears of each batch, in tokens
 */
record TranslationEvaluator(
    TranslationVae model,
    Tokenizer tokenizer,
    Decoding decoding,
    int samples,
    long seed,
    int batch,
    CorpusProgress progress) {

  /** What is known of N sentences, place by place. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Found(double[] nll, double[] nllIwae, double[] kl, String[] translations) {
    static Found of(int size) {
      return new Found(new double[size], new double[size], new double[size], new String[size]);
    }
  }

  /** The figures of {@code most} sentences of {@code corpus}; 0 for all. */
  TranslationQuality evaluate(TokenCache corpus, long most) {
    Sentences sentences = Sentences.of(corpus, most, seed);
    int size = sentences.size();
    Found found = Found.of(size);
    long all = sentences.tokens(0, size);
    long done = 0;
    progress.at(done, all);
    int count;
    for (int place = 0; place < size; place += count) {
      count = Math.min(atATime(sentences.length(place)), size - place);
      Batch part = sentences.batch(place, count);
      int start = place;
      try (Scope scope = Scope.open()) {
        Autograd.withoutResult(() -> measure(part, start, found));
      }
      done += sentences.tokens(place, count);
      progress.at(done, all);
    }
    return summary(sentences, found);
  }

  /** As many as are scored fastest where each is scored again and again. */
  private int atATime(int length) {
    return isBounded() ? Math.min(batch, model.likelihood().examplesAtATime(length + 1L)) : batch;
  }

  private void measure(Batch part, int place, Found found) {
    Device device = model.parameters().device();
    Pass pass = Pass.evaluation(new Noise(seed, 0), part.examples());
    Observed y = Observed.of(part, device);
    TranslationVae.Joint joint = model.joint(y, pass);
    Terms terms = model.terms(y, joint, pass);
    double[] rec = terms.reconstruction_B().toDoubles();
    Tensor kl_B = terms.kl_B();
    double[] divergence = kl_B == null ? new double[rec.length] : kl_B.toDoubles();
    Arrays.setAll(rec, b -> rec[b] + divergence[b]);
    System.arraycopy(rec, 0, found.nll, place, rec.length);
    System.arraycopy(divergence, 0, found.kl, place, rec.length);
    if (isBounded()) {
      System.arraycopy(model.nll(y, joint, samples, pass), 0, found.nllIwae, place, rec.length);
    }
    ConditionalPrior prior = joint.given().prior();
    Lengths lengths = Lengths.upTo(tokenizer.config().maxLength());
    List<Written> written =
        new SentenceWriter(joint.given().decoder(), decoding, lengths, null, device, pass.noise())
            .write(
                prior == null ? null : prior.p().mu_BZ(),
                part.examples(),
                TranslationVae.most(Objects.requireNonNull(y.source())));
    for (int b = 0; b < written.size(); b++) {
      found.translations[place + b] = tokenizer.decode(written.get(b).tokens());
    }
  }

  private boolean isBounded() {
    return samples > 0 && model.latent() > 0;
  }

  private TranslationQuality summary(Sentences sentences, Found found) {
    long[] examples = sentences.examples().clone();
    Arrays.sort(examples);
    Map<Long, String> written = new HashMap<>();
    for (int place = 0; place < found.translations.length; place++) {
      written.put(sentences.examples()[place], found.translations[place]);
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
        Interval.of(found.nll),
        isBounded() ? Interval.of(found.nllIwae) : null,
        isBounded() ? samples : 0,
        model.latent() == 0 ? null : Interval.of(found.kl),
        Bleu.of(candidates, references),
        ChrF.of(candidates, references),
        texts);
  }

  /** One part of each as it is compared: scripts without spaces character by character. */
  static List<String> spaced(List<Translated> texts, Function<Translated, String> part) {
    return texts.stream().map(part).map(Words::spaced).toList();
  }
}
