package subtext.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The README.md of a model folder, in English: what the model is, what it learned from, how well it
 * does, how to use it, and what it is not for. Its head is YAML as model hubs read it.
 *
 * @param recipe YAML with every value resolved
 * @param samples a few, unchosen
 */
public record ModelCard(
    Subject subject, String recipe, Assessment assessment, List<String> samples) {

  /**
   * What the card is of.
   *
   * @param task as in the recipe, such as {@code sentence} or {@code language-model}
   * @param language of the texts, a BCP 47 tag
   * @param corpus in a few words: "WordNet usage examples, 37,425 sentences"
   * @param licence of the corpus, or empty where it is not known
   * @param parameters trained numbers
   */
  public record Subject(
      String name, String task, String language, String corpus, String licence, long parameters) {}

  public ModelCard {
    samples = List.copyOf(samples);
  }

  /** Writes the card to {@code file}. */
  public void write(Path file) throws IOException {
    Files.write(file, markdown().getBytes(StandardCharsets.UTF_8));
  }

  /** The card as Markdown. */
  public String markdown() {
    StringBuilder card = new StringBuilder();
    card.append("---\nlibrary_name: subtext\nlanguage: ").append(quoted(subject.language));
    card.append("\ntags: [text-vae, ").append(quoted(subject.task)).append("]\n---\n\n");
    card.append("# ").append(escape(subject.name)).append("\n\n").append(introduction());
    card.append("\n\n## Figures\n\n").append(verdict()).append(figures());
    card.append("\n## Use\n\n").append(use());
    if (!samples.isEmpty()) {
      card.append("\n## Samples\n\nUnchosen.\n\n");
      samples.forEach(sample -> card.append("- ").append(escape(sample)).append('\n'));
    }
    card.append("\n## Recipe\n\n").append(indented(recipe));
    card.append("\n## Limits and licence\n\n").append(limits());
    return card.toString();
  }

  private boolean hasLatent() {
    return !Double.isNaN(assessment.value("kl"));
  }

  private String introduction() {
    String kind =
        hasLatent()
            ? "A variational autoencoder for text: it turns a sentence into a vector and a vector"
                + " into a sentence."
            : "A language model: it writes and scores sentences, without a latent variable.";
    return "%s Task `%s`, %,d parameters, trained with Subtext on %s."
        .formatted(
            kind, subject.task.replace("`", "'"), subject.parameters, escape(subject.corpus));
  }

  private String verdict() {
    Verdict verdict = assessment.verdict();
    if (verdict == null) {
      return "";
    }
    Texts texts = Texts.of("en");
    String claim = texts.get(verdict.alive() ? "claim.alive" : "claim.dead");
    String failures =
        verdict.failures().stream()
            .map(
                clause -> "- fails: " + escape(texts.getOr("clause." + clause.key(), clause.key())))
            .collect(Collectors.joining("\n"));
    return "**" + claim + "**\n\n" + (failures.isEmpty() ? "" : failures + "\n\n");
  }

  private String figures() {
    Texts texts = Texts.of("en");
    StringBuilder table = new StringBuilder("| figure | value | unit |\n|---|---:|---|\n");
    for (Figure figure : assessment.figures()) {
      String key = "figure." + figure.key();
      String unit = texts.getOr(key + ".unit", "");
      String name = escape(texts.getOr(key + ".name", figure.key()));
      String note = figure.note().isEmpty() ? "" : " (" + escape(figure.note()) + ")";
      String value = Numbers.of(figure, unit) + Numbers.error(figure, unit);
      table.append("| %s%s | %s | %s |%n".formatted(name, note, value, unit.replace("%", "")));
    }
    return table.toString().replace(System.lineSeparator(), "\n");
  }

  private String use() {
    String verbs =
        hasLatent()
            ? """
                subtext generate MODEL -n 10 --seed 1
                subtext reconstruct MODEL "a sentence"
                subtext interpolate MODEL "one sentence" "another sentence"
                subtext encode MODEL - < sentences.txt
            """
            : """
                subtext generate MODEL -n 10 --seed 1
                subtext score MODEL - < sentences.txt
            """;
    return "MODEL is this folder.\n\n" + verbs.indent(2).replaceAll("(?m)^ +", "    ");
  }

  private String limits() {
    String licence =
        subject.licence.isEmpty()
            ? "The licence of the training text is not recorded: ask whoever trained the model"
                + " before you pass it on."
            : "Licence of the training text: " + escape(subject.licence) + ".";
    return "The model knows nothing but its training text: what it writes is not checked for"
        + " truth, and it repeats what that text thinks of people. Vectors compare sentences of"
        + " the same kind. Figures hold for the held-out part of the same corpus.\n\n"
        + licence
        + "\n";
  }

  private static String indented(String block) {
    return block.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
  }

  private static String quoted(String value) {
    return '"'
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
        + '"';
  }

  /** Text on one line that no reader of Markdown takes for markup. */
  private static String escape(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    return line.replaceAll("([\\\\`*_{}\\[\\]()<>#+!|~&-])", "\\\\$1")
        .replaceAll("^(\\d+)([.)])", "$1\\\\$2");
  }
}
