package subtext.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import subtext.use.Model;

/** What a verb makes of the values of a column, by its settings: equal ones make the same. */
interface Answering extends Serializable {
  /** Of the column that it makes. */
  DataType type();

  /** Whether it reads numbers, and no texts. */
  default boolean ofNumbers() {
    return false;
  }

  /** Whether it makes something of a blank text; where not, the result of one is null. */
  default boolean takesBlank() {
    return true;
  }

  /**
   * The verb of {@code model}.
   *
   * @throws subtext.error.InputException if the model has no such verb
   */
  Answerer with(Model model);

  /** A verb of a model. Many threads may use one. */
  @FunctionalInterface
  interface Answerer {
    /** One result for each of {@code values}, none of which is null. */
    @Nullable Object[] answer(List<Object> values);
  }

  /** {@code values} as texts. */
  static List<String> texts(List<Object> values) {
    return values.stream().map(String.class::cast).toList();
  }
}
