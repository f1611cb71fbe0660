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
    List<Attribute> all = all(reference);
    return all.stream()
        .filter(attribute -> attribute.name().equals(name))
        .reduce((rule, label) -> label) // a label is nearer to who gave it than a rule of its name
        .orElseThrow(
            () ->
                new InputException(
                    "attribute: there is no '%s'; choose from %s"
                        .formatted(
                            name,
                            all.stream().map(Attribute::name).collect(Collectors.joining(", ")))));
  }

  /** The rules, and then the labels of {@code reference}. */
  static List<Attribute> all(Reference reference) {
    Stream<Attribute> labels =
        reference.sentences().stream()
            .map(Reference.Sentence::label)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .map(ByLabel::new);
    return Stream.concat(Arrays.stream(TextRule.values()).map(ByRule::new), labels).toList();
  }
}
