package subtext.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import subtext.metric.Bleu;
import subtext.metric.CopyRate;
import subtext.metric.DistinctN;
import subtext.metric.SelfBleu;
import subtext.metric.TextPath;
import subtext.metric.Words;
import subtext.tensor.Noise;
import subtext.text.Tokenizer;
import subtext.use.Generate;
import subtext.use.Interpolate;
import subtext.use.Model;
import subtext.use.Reconstruct;

/**
 * Measures how a model writes. What it wrote is compared with real text as it would write that
 * itself: normalised, cut where training cut it, and put together from its tokens.
 */
public final class GenerationEvaluator {
  private static final int ORDER = 4;

  private final Model model;
  private final GenerationSettings settings;

  public GenerationEvaluator(Model model, GenerationSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /** New sentences, written as the model does by itself. */
  public List<String> samples() {
    return new Generate(model).sentences(settings.samples(), settings.seed());
  }

  /**
   * The figures of {@code samples} that need nothing but the model, and those of its
   * reconstructions and interpolations of {@code heldOut} where it has a latent variable.
   *
   * @param samples at least two, however they were written
   * @param heldOut texts that training did not see
   */
  public GenerationQuality evaluate(List<String> samples, Stream<String> heldOut) {
    boolean latent = model.network().asVae() != null;
    List<String> texts =
        latent
            ? some(
                heldOut.filter(text -> !asWritten(text).isEmpty()),
                Math.max(settings.reconstructions(), 2 * settings.pairs()))
            : List.of();
    return new GenerationQuality(
        samples.size(),
        SelfBleu.of(samples),
        IntStream.rangeClosed(1, ORDER).mapToObj(n -> DistinctN.of(samples, n)).toList(),
        DistinctN.ofSentences(samples),
        null,
        texts.isEmpty() ? null : reconstructionBleu(first(texts, settings.reconstructions())),
        Interpolations.of(ways(first(texts, 2 * settings.pairs()))),
        null);
  }

  /** Share of {@code samples} that recite one of {@code trained}, the texts of its training. */
  public double copyRate(List<String> samples, Stream<String> trained) {
    return CopyRate.of(samples, trained.map(this::asWritten).filter(text -> !text.isEmpty()));
  }

  private String asWritten(String text) {
    Tokenizer tokenizer = model.tokenizer();
    int[] ids = tokenizer.encode(text);
    return tokenizer.decode(
        Arrays.copyOf(ids, Math.min(ids.length, tokenizer.config().maxLength())));
  }

  private static List<String> first(List<String> texts, int most) {
    return texts.subList(0, Math.min(most, texts.size()));
  }

  private record Keyed(long key, String text) {}

  /** Up to {@code most} of {@code texts} in a random order: those of the smallest random keys. */
  private List<String> some(Stream<String> texts, int most) {
    PriorityQueue<Keyed> kept =
        new PriorityQueue<>(Comparator.comparingLong(Keyed::key).reversed());
    long number = 0;
    for (Iterator<String> each = texts.iterator(); each.hasNext(); number++) {
      kept.add(new Keyed(Noise.mix(Noise.mix(settings.seed()) + number), each.next()));
      if (kept.size() > most) {
        kept.poll();
      }
    }
    return kept.stream().sorted(Comparator.comparingLong(Keyed::key)).map(Keyed::text).toList();
  }

  private double reconstructionBleu(List<String> texts) {
    List<String> reconstructions =
        new Reconstruct(model)
            .reconstruct(Reconstruct.Request.of(texts)).stream()
                .map(Reconstruct.Reconstruction::reconstruction)
                .toList();
    return Bleu.of(
            reconstructions.stream().map(Words::spaced).toList(),
            texts.stream().map(this::asWritten).map(Words::spaced).toList())
        .score();
  }

  private List<TextPath> ways(List<String> texts) {
    List<TextPath> ways = new ArrayList<>();
    for (int n = 0; n + 1 < texts.size(); n += 2) {
      List<String> way =
          new Interpolate(model).between(texts.get(n), texts.get(n + 1), settings.steps());
      ways.add(TextPath.of(way));
    }
    return ways;
  }
}
