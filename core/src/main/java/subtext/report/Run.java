package subtext.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a report comes from.
 *
 * @param name of the run
 * @param language of the corpus and of the page, {@code en} or {@code zh}
 * @param corpus in a few words: "WordNet usage examples, 37,425 sentences"
 * @param recipe YAML with every value resolved
 * @param environment versions, threads, precision, times, ... in the order in which they are shown
 * @param phases of the training in order
 * @param curves of the training
 */
public record Run(
    String name,
    String language,
    String corpus,
    String recipe,
    Map<String, String> environment,
    List<Phase> phases,
    List<Curve> curves) {

  /** A training phase, such as {@code pretrain} or {@code warm-up}, and its first step. */
  public record Phase(String name, long firstStep) {}

  public Run {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    phases = List.copyOf(phases);
    curves = List.copyOf(curves);
  }
}
