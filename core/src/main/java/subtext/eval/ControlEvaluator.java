package subtext.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.metric.Bleu;
import subtext.metric.Interval;
import subtext.metric.Words;
import subtext.model.LabelledVae;
import subtext.text.Columns;
import subtext.text.Line;
import subtext.use.Classify;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Rewrite;
import subtext.use.Writing;

/**
 * Measures how a model writes with a label that is asked for.
 *
 * @param classifier that says which label a text has, another model than the one that writes
 * @param reader language model that says how fluent a text is; null for no perplexities
 * @param seed of what is drawn in writing
 * @param folder for files that are needed meanwhile
 */
public record ControlEvaluator(
    Model model,
    Rewrite rewrite,
    Model classifier,
    @Nullable Judge reader,
    long seed,
    Path folder) {

  /**
   * @throws InputException if the classifier gives no labels, or others
   */
  public ControlEvaluator {
    if (!(classifier.network() instanceof LabelledVae)
        || !Set.copyOf(classifier.spec().labels()).equals(Set.copyOf(rewrite.labels()))) {
      throw new InputException(
          "judge of labels: the model %s gives the labels %s, but texts are rewritten to %s; train one with task classify on the same labels"
              .formatted(classifier.spec().name(), classifier.spec().labels(), rewrite.labels()));
    }
  }

  /**
   * Each of {@code lines} gets the label behind its own in the order of the labels, and the first
   * one behind the last.
   *
   * @param lines held-out texts with labels of the model
   * @param strength as of {@link Rewrite.Request}
   * @param samples new texts of each label, where the model writes by labels
   */
  public ControlQuality evaluate(List<Line> lines, double strength, int samples)
      throws IOException {
    List<String> labels = rewrite.labels();
    List<String> texts = lines.stream().map(Line::text).toList();
    List<String> own = lines.stream().map(line -> String.valueOf(line.label())).toList();
    List<String> asked =
        own.stream().map(label -> labels.get((labels.indexOf(label) + 1) % labels.size())).toList();
    List<String> kept = rewritten(texts, own, own, strength);
    List<String> moved = rewritten(texts, own, asked, strength);
    return new ControlQuality(
        written("source", texts, own, null),
        written("reconstructed", kept, asked, texts),
        written("rewritten", moved, asked, texts),
        generated(samples));
  }

  /** In the order of the texts, though only those of one label are rewritten at a time. */
  private List<String> rewritten(
      List<String> texts, List<String> from, List<String> to, double strength) {
    List<String> all = new ArrayList<>(texts);
    for (String label : rewrite.labels()) {
      int[] places =
          IntStream.range(0, texts.size()).filter(n -> to.get(n).equals(label)).toArray();
      List<Rewrite.Rewritten> found =
          rewrite.rewrite(
              new Rewrite.Request(
                  IntStream.of(places).mapToObj(texts::get).toList(),
                  label,
                  IntStream.of(places).mapToObj(from::get).toList(),
                  strength,
                  Writing.DEFAULT.with(seed)));
      for (int n = 0; n < places.length; n++) {
        all.set(places[n], found.get(n).rewritten());
      }
    }
    return all;
  }

  private ControlQuality.@Nullable Written generated(int samples) throws IOException {
    if (!Rewrite.goesByLabel(model)) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (String label : rewrite.labels()) {
      new Generate(model)
          .generate(
              new Generate.Request(samples, Writing.DEFAULT.with(seed), null, false, label),
              texts.size()) // behind those of other labels, which would have the same z
          .forEach(sample -> texts.add(sample.text()));
      labels.addAll(Collections.nCopies(samples, label));
    }
    return written("generated", texts, labels, null);
  }

  private ControlQuality.Written written(
      String name, List<String> texts, List<String> labels, @Nullable List<String> source)
      throws IOException {
    return new ControlQuality.Written(
        texts.size(),
        accuracy(texts, labels),
        source == null ? null : Bleu.of(spaced(texts), spaced(source)).score(),
        reader == null ? null : perplexity(name, texts, reader));
  }

  private static List<String> spaced(List<String> texts) {
    return texts.stream().map(Words::spaced).toList();
  }

  /** A text of nothing has no label. */
  private Interval accuracy(List<String> texts, List<String> labels) {
    int[] written = IntStream.range(0, texts.size()).filter(n -> !texts.get(n).isBlank()).toArray();
    List<Classify.Labelled> found =
        new Classify(classifier).classify(IntStream.of(written).mapToObj(texts::get).toList());
    double[] right = new double[texts.size()];
    for (int n = 0; n < written.length; n++) {
      right[written[n]] = found.get(n).label().equals(labels.get(written[n])) ? 1 : 0;
    }
    return Interval.of(right);
  }

  private Perplexity perplexity(String name, List<String> texts, Judge judge) throws IOException {
    Path file = Files.write(folder.resolve(name + ".txt"), judge.lines(texts));
    return judge.read(Portion.whole(file, Columns.FIRST));
  }
}
