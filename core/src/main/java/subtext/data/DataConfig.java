package subtext.data;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.text.Columns;
import subtext.text.Corpus;

/**
 * Which texts: the section {@code data} of a recipe.
 *
 * @param set name of a folder of corpora, or a path; see {@link DataFolders}
 * @param train file in that folder; null where the folder holds one corpus only
 * @param valid null to split it off the training file
 * @param test null to split it off the training file
 * @param text column of the text: its number from 1, or its name; {@code auto} for the only
 *     sensible reading
 * @param label column of the label, {@code auto} likewise, or {@code none}
 * @param source column of the text that the text translates or answers, or {@code none}; an ending
 *     such as {@code .en} for the same lines of {@code train.en} beside {@code train.de}
 * @param split column that says of each line of the training file which split it belongs to, {@code
 *     train}, {@code valid} or {@code test}; {@code none} where nothing does
 * @param validShare share of the training file's lines that becomes {@code valid} where that is
 *     null
 * @param testShare share that becomes {@code test} where that is null; 0 for no test split
 * @param together which lines stay in one split where it is drawn
 * @param splitSeed which lines these are
 * @param maxLineBytes longest line that is read, in bytes
 * @param unlabelled file of more text to train on, whose labels are not read; null for none
 * @param labelled training sentences whose label a classifier is told, drawn in the proportions of
 *     the labels; 0 for all that have one
 * @param labelSeed which sentences these are
 */
public record DataConfig(
    @Nullable String set,
    @Nullable String train,
    @Nullable String valid,
    @Nullable String test,
    String text,
    String label,
    String source,
    String split,
    double validShare,
    double testShare,
    Together together,
    long splitSeed,
    int maxLineBytes,
    @Nullable String unlabelled,
    long labelled,
    long labelSeed) {
  public static final DataConfig DEFAULT =
      new DataConfig(
          null,
          null,
          null,
          null,
          Columns.AUTO,
          Columns.AUTO,
          Columns.NONE,
          Columns.NONE,
          0.05,
          0.05,
          Together.LINE,
          1,
          Corpus.MAX_LINE_BYTES,
          null,
          0,
          1);

  /**
   * Overrides of a recipe for text of one's own, which has neither the files and columns of the
   * recipe's set nor labels that are to be withheld. How it is split stays.
   */
  public static final List<String> OWN_TEXT =
      List.of(
          "data={set: null, train: null, valid: null, test: null, unlabelled: null}",
          "data={text: auto, label: auto, source: none, split: none}",
          "data={labelled: 0, labelSeed: 1}");

  public DataConfig {
    Allowed.between("validShare", validShare, 0, 0.5);
    Allowed.between("testShare", testShare, 0, 0.5);
    Allowed.between("maxLineBytes", maxLineBytes, 16, 1 << 30);
    Allowed.atLeast("labelled", labelled, 0);
    Allowed.demand(
        split.equals(Columns.NONE) || (valid == null && test == null),
        "split",
        split,
        "none where data.valid or data.test is a file of its own");
  }

  /** This for the files {@code sources}, wherever they are looked up from. */
  public DataConfig at(Sources sources) {
    return new DataConfig(
        null,
        absolute(sources.train()),
        absolute(sources.valid()),
        absolute(sources.test()),
        text,
        label,
        source,
        split,
        validShare,
        testShare,
        together,
        splitSeed,
        maxLineBytes,
        absolute(sources.unlabelled()),
        labelled,
        labelSeed);
  }

  private static @Nullable String absolute(@Nullable Path file) {
    return file == null ? null : file.toAbsolutePath().normalize().toString();
  }

  /** The columns of every file. */
  public Columns columns() {
    return new Columns(text, label, source, split);
  }
}
