package subtext.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/**
 * The columns of a file of which nobody said what they hold, if there is but one sensible reading:
 *
 * <ul>
 *   <li>columns with well-known names, {@code text} and {@code label} say;
 *   <li>or the only column; or the one whose fields are by far the longest, and beside it, where
 *       there is one other, labels, if they repeat.
 * </ul>
 */
public final class ColumnGuess {
  private static final int ROWS = 200;

  /** The text's mean length must be so many times that of any other column. */
  private static final double LONGER = 2;

  private static final List<String> TEXTS =
      List.of("text", "sentence", "review", "content", "comment", "body", "文本", "内容");

  private static final List<String> LABELS =
      List.of("label", "category", "class", "sentiment", "topic", "标签", "类别");

  private final Path file;
  private final List<Row> rows;

  /** Of all rows, for JSON's may have different ones; none where columns have numbers. */
  private final List<String> keys;

  private ColumnGuess(Path file, List<Row> rows) {
    this.file = file;
    this.rows = rows;
    this.keys = rows.stream().flatMap(row -> row.names().stream()).distinct().toList();
  }

  /** What {@code asked} leaves open, from the first of {@code reader}'s rows, without a header. */
  static Columns fill(Columns asked, Path file, RowReader reader) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Row row = reader.next(); row != null && rows.size() < ROWS; row = reader.next()) {
      rows.add(row);
    }
    if (rows.isEmpty()) {
      return Columns.FIRST;
    }
    ColumnGuess guess = new ColumnGuess(file, rows);
    String text = asked.text().equals(Columns.AUTO) ? guess.text() : asked.text();
    return new Columns(
        text,
        asked.label().equals(Columns.AUTO) ? guess.label(text) : asked.label(),
        asked.source(),
        asked.split());
  }

  /** Whether columns of labels are often called so. */
  public static boolean isNameOfLabels(String field) {
    return LABELS.stream().anyMatch(field.strip()::equalsIgnoreCase);
  }

  private String text() {
    String known = known(TEXTS);
    return known == null ? name(longest()) : known;
  }

  private String label(String text) {
    String known = known(LABELS);
    if (known != null && (!Columns.isNumber(text) || !keys.isEmpty())) {
      return known;
    }
    for (int other = 0; columns() == 2 && other < 2; other++) {
      if (text.equals(name(1 - other)) && repeats(other)) {
        return name(other);
      }
    }
    return Columns.NONE;
  }

  private int columns() {
    return keys.isEmpty() ? rows.getFirst().fields().size() : keys.size();
  }

  /** What stands in the first row, if those are names; in JSON the keys. */
  private List<String> names() {
    return keys.isEmpty()
        ? rows.getFirst().fields().stream().map(field -> orEmpty(field).strip()).toList()
        : keys;
  }

  private @Nullable String known(List<String> words) {
    return words.stream()
        .flatMap(word -> names().stream().filter(word::equalsIgnoreCase))
        .findFirst()
        .orElse(null);
  }

  private int longest() {
    double[] length = IntStream.range(0, columns()).mapToDouble(this::meanLength).toArray();
    int longest = 0;
    for (int column = 1; column < length.length; column++) {
      longest = length[column] > length[longest] ? column : longest;
    }
    for (int column = 0; column < length.length; column++) {
      if (column != longest && length[column] * LONGER > length[longest]) {
        throw new InputException(
            "%s: columns %s and %s might both be the text. Say which it is: in training with --set data.text=%3$s, elsewhere with the option for the text's column"
                .formatted(file, name(Math.min(column, longest)), name(Math.max(column, longest))));
      }
    }
    return longest;
  }

  private double meanLength(int column) {
    return rows.stream().mapToInt(row -> field(row, column).length()).average().orElse(0);
  }

  private boolean repeats(int column) {
    Set<String> different = new HashSet<>();
    rows.forEach(row -> different.add(field(row, column)));
    return 2 * different.size() <= rows.size();
  }

  private String field(Row row, int column) {
    return orEmpty(row.field(name(column)));
  }

  private static String orEmpty(@Nullable String field) {
    return field == null ? "" : field;
  }

  /** Its key in JSON, its number elsewhere. */
  private String name(int column) {
    return keys.isEmpty() ? Integer.toString(column + 1) : keys.get(column);
  }
}
