package subtext.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows longer by what a verb makes of one of their columns, many at a time: texts of like
 * lengths go through the network together.
 *
 * @param column that the verb reads
 * @param batch rows that are read before the verb is asked
 */
record AnsweredRows(ModelAddress model, Answering answering, int column, int batch)
    implements Serializable {

  /** The rows in their order, each with one column more. */
  Iterator<Row> of(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    SharedModels.Lease lease = SharedModels.lease(model);
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) ended -> lease.close());
    }
    return new Batches(rows, lease.verb(answering));
  }

  private final class Batches implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Answering.Answerer verb;
    private final ArrayDeque<Row> ready = new ArrayDeque<>();

    Batches(Iterator<Row> rows, Answering.Answerer verb) {
      this.rows = rows;
      this.verb = verb;
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (ready.isEmpty()) {
        List<Row> read = new ArrayList<>(batch);
        while (read.size() < batch && rows.hasNext()) {
          read.add(rows.next());
        }
        answer(read);
      }
      return ready.remove();
    }

    private void answer(List<Row> read) {
      List<Object> values = new ArrayList<>(read.size());
      for (Row row : read) {
        Object value = value(row);
        if (value != null) {
          values.add(value);
        }
      }
      @Nullable Object[] answers = values.isEmpty() ? new Object[0] : verb.answer(values);
      int next = 0;
      for (Row row : read) {
        ready.add(longer(row, value(row) == null ? null : answers[next++]));
      }
    }
  }

  /** What the verb is asked; null for nothing. */
  private @Nullable Object value(Row row) {
    if (row.isNullAt(column)) {
      return null;
    }
    Object value = row.get(column);
    return value instanceof String text && text.isBlank() && !answering.takesBlank() ? null : value;
  }

  private static Row longer(Row row, @Nullable Object last) {
    @Nullable Object[] values = new Object[row.length() + 1];
    for (int field = 0; field < row.length(); field++) {
      values[field] = row.get(field);
    }
    values[row.length()] = last;
    return RowFactory.create(values);
  }
}
