package subtext.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/** What texts have or have not. */
public sealed interface Attribute {
  /** What it is called. */
  String name();

  /** How it is known, in words. */
  String says();

  /** Whether {@code sentence} has it; null where that is not known. */
  @Nullable Boolean of(Reference.Sentence sentence);

  /** By a rule over the words. */
  record ByRule(TextRule rule) implements Attribute {
    @Override
    public String name() {
      return rule.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String says() {
      return rule.says();
    }

    @Override
    public @Nullable Boolean of(Reference.Sentence sentence) {
      return rule.of(sentence.text());
    }
  }

  /** By a label, against all others. */
  record ByLabel(String label) implements Attribute {
    @Override
    public String name() {
      return label;
    }

    @Override
    public String says() {
      return "the label %s, against all others".formatted(label);
    }

    @Override
    public @Nullable Boolean of(Reference.Sentence sentence) {
      return sentence.label() == null ? null : sentence.label().equals(label);
    }
  }

  /**
   * The attribute {@code name}: a label of {@code reference}, or else a rule.
   *
   * @throws InputException if it is neither
   */
  static Attribute named(String name, Reference reference) {
    List<String> labels =
        reference.sentences().stream()
            .map(Reference.Sentence::label)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    if (labels.contains(name)) {
      return new ByLabel(name);
    }
    return Arrays.stream(TextRule.values())
        .<Attribute>map(ByRule::new)
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "attribute: there is no '%s'; choose from %s"
                        .formatted(
                            name,
                            Stream.concat(
                                    Arrays.stream(TextRule.values())
                                        .map(rule -> new ByRule(rule).name()),
                                    labels.stream())
                                .collect(Collectors.joining(", ")))));
  }
}
