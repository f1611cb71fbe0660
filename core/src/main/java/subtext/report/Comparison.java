package subtext.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * Several runs side by side: a table of their figures and the plane of rate and distortion.
 *
 * @param language of the page, {@code en} or {@code zh}
 * @param entries the runs, at least one
 */
public record Comparison(String language, List<Entry> entries) {

  /** Figures that say how many texts were read. */
  static final List<String> OF_TEXTS = List.of("sentences", "documents", "questions");

  static final List<String> OF_TOKENS = List.of("tokens", "words");

  /** Figures of which less is better, and those of which more is. Others are no contest. */
  private static final Set<String> LESS_IS_BETTER =
      Set.of("nll", "nll_iwae", "ppl", "ppl_iwae", "ece");

  private static final Set<String> MORE_IS_BETTER =
      Set.of("f1", "accuracy", "macro_f1", "bleu", "chrf");

  /**
   * One run.
   *
   * @param curves of its training; only those of the validation split are compared
   */
  public record Entry(String name, Assessment assessment, List<Curve> curves) {
    public Entry {
      curves = List.copyOf(curves);
    }

    /** Whether the model has a latent variable. */
    boolean latent() {
      return !Double.isNaN(assessment.value("kl"));
    }
  }

  /** A curve and the run that it is of. */
  record RunCurve(Entry run, Curve curve) {}

  public Comparison {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new InputException("A comparison needs at least one run, got none");
    }
  }

  /** The table as plain text, a figure a line and a run a column; the best is marked by a star. */
  public String text() {
    return ComparisonTable.text(this);
  }

  /** Writes the page to {@code file}, whole or not at all. */
  public void write(Path file) throws IOException {
    ComparisonPart.page(this).write(file);
  }

  /** Keys of all figures, in the order in which the runs name them. */
  List<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    entries.forEach(e -> e.assessment().figures().forEach(figure -> keys.add(figure.key())));
    return List.copyOf(keys);
  }

  /** The figure {@code key} of a run, or null. */
  static @Nullable Figure figure(Entry entry, String key) {
    return entry.assessment().figures().stream()
        .filter(figure -> figure.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  /**
   * The best value of {@code key}, or NaN where that means nothing: a figure that is no contest,
   * fewer than two runs that have it, runs that read other texts, or for perplexities other tokens.
   */
  double best(String key) {
    boolean less = LESS_IS_BETTER.contains(key);
    boolean comparable =
        OF_TEXTS.stream().allMatch(size -> agreeIn(size, key))
            && (!key.startsWith("ppl") || OF_TOKENS.stream().allMatch(size -> agreeIn(size, key)));
    double[] values =
        entries.stream()
            .mapToDouble(entry -> entry.assessment().value(key))
            .filter(value -> !Double.isNaN(value))
            .toArray();
    if (values.length < 2 || !comparable || !(less || MORE_IS_BETTER.contains(key))) {
      return Double.NaN;
    }
    double best = values[0];
    for (double value : values) {
      best = less ? Math.min(best, value) : Math.max(best, value);
    }
    return best;
  }

  /** Whether all runs with the figure {@code key} have the same {@code size}, or none of them. */
  private boolean agreeIn(String size, String key) {
    return entries.stream()
            .map(Entry::assessment)
            .filter(run -> !Double.isNaN(run.value(key)))
            .map(run -> run.value(size))
            .distinct()
            .count()
        <= 1;
  }

  /** Whether all runs agree in the figure {@code key}, as far as they have it. */
  boolean same(String key) {
    return entries.stream()
            .map(entry -> entry.assessment().value(key))
            .filter(value -> !Double.isNaN(value))
            .distinct()
            .count()
        <= 1;
  }

  /** Validation curves by what they measure, each with its run; those of two or more. */
  Map<String, List<RunCurve>> curves() {
    Map<String, List<RunCurve>> groups = new LinkedHashMap<>();
    for (Entry entry : entries) {
      for (Curve curve : entry.curves()) {
        if (curve.split().equals("valid")) {
          groups
              .computeIfAbsent(curve.key(), key -> new ArrayList<>())
              .add(new RunCurve(entry, curve));
        }
      }
    }
    groups.values().removeIf(group -> group.size() < 2);
    return groups;
  }
}
