import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the usage examples of WordNet 3.0 as category, word and text with tabs between: see
 * README.md.
 *
 * <pre>java data/wordnet/Extract.java /usr/share/wordnet | gzip -9n > data/wordnet/examples.tsv.gz
 * </pre>
 */
final class Extract {
  private static final List<String> PARTS = List.of("noun", "verb", "adj", "adv");

  /** Lexicographer files by their numbers, as in lexnames(5WN). */
  private static final List<String> CATEGORIES =
      List.of(
          "adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition noun.communication noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person noun.phenomenon noun.plant noun.possession noun.process noun.quantity noun.relation noun.shape noun.state noun.substance noun.time verb.body verb.change verb.cognition verb.communication verb.competition verb.consumption verb.contact verb.creation verb.emotion verb.motion verb.perception verb.possession verb.social verb.stative verb.weather adj.ppl"
              .split(" "));

  /** Offsets in data.noun of: disparagement, ethnic slur, obscenity. */
  private static final Pattern OFFENSIVE_USAGE =
      Pattern.compile(";u (06717170|06718862|07124340) n");

  private static final Pattern OFFENSIVE_GLOSS =
      Pattern.compile("^\\([^)]*(offensive|obscene|vulgar|derogatory)[^)]*\\)");

  private static final Pattern EXAMPLE = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern WORD = Pattern.compile("[a-z]+");
  private static final int FEWEST_WORDS = 3;

  private final Set<String> beginnings = new HashSet<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> written = new HashSet<>();

  public static void main(String[] arguments) throws IOException {
    Extract extract = new Extract(Path.of("data/wordnet/left-out.rot13"));
    for (String part : PARTS) {
      for (String line : Files.readAllLines(Path.of(arguments[0], "data." + part), ISO_8859_1)) {
        if (!line.startsWith("  ")) { // The licence.
          extract.synset(line);
        }
      }
    }
  }

  /** Reads what is left out: beginnings of words and, ending in "=", whole words. */
  private Extract(Path leftOut) throws IOException {
    for (String line : Files.readAllLines(leftOut, US_ASCII)) {
      String word = rot13(line);
      if (word.endsWith("=")) {
        words.add(word.substring(0, word.length() - 1));
      } else {
        beginnings.add(word);
      }
    }
  }

  private void synset(String line) {
    int bar = line.indexOf(" | ");
    String gloss = line.substring(bar + 3);
    if (OFFENSIVE_USAGE.matcher(line).find() || OFFENSIVE_GLOSS.matcher(gloss).find()) {
      return;
    }
    String[] fields =
        line.split(" ", 6); // Offset, file, part of speech, number of words, first word.
    String category = CATEGORIES.get(Integer.parseInt(fields[1]));
    String word = fields[4].replaceAll("\\(.*", "").replace('_', ' ');
    Matcher matcher = EXAMPLE.matcher(gloss);
    while (matcher.find()) {
      String text = matcher.group(1).strip();
      if (isWanted(text) && written.add(text)) {
        System.out.println(category + "\t" + word + "\t" + text);
      }
    }
  }

  private boolean isWanted(String text) {
    return US_ASCII.newEncoder().canEncode(text)
        && text.split(" +").length >= FEWEST_WORDS
        && WORD.matcher(text.toLowerCase(Locale.ROOT))
            .results()
            .map(result -> result.group())
            .noneMatch(w -> words.contains(w) || beginnings.stream().anyMatch(w::startsWith));
  }

  private static String rot13(String text) {
    return text.chars()
        .map(c -> c >= 'a' && c <= 'z' ? 'a' + (c - 'a' + 13) % 26 : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
