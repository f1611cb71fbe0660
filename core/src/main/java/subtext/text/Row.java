package subtext.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a corpus file.
 *
 * @param line on which it begins, from 1
 * @param names of the fields; empty where they have numbers only
 * @param fields in the order of the file; null where a field is there but holds no text: a list,
 *     say
 */
record Row(long line, List<String> names, List<@Nullable String> fields) {
  /** The field of the column with this name or else, if it is one, number; null if none has. */
  @Nullable String field(String column) {
    return has(column) ? fields.get(index(column)) : null;
  }

  /** Whether there is such a field, whatever it holds. */
  boolean has(String column) {
    int index = index(column);
    return index >= 0 && index < fields.size();
  }

  private int index(String column) {
    int index = names.indexOf(column);
    return index < 0 && Columns.isNumber(column) ? Integer.parseInt(column) - 1 : index;
  }

  /** What the record has, for a message. */
  String described() {
    return names.isEmpty() ? fields.size() + " columns" : String.join(", ", names);
  }
}
