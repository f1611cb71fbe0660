package subtext.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import subtext.data.Part;
import subtext.data.Portion;
import subtext.data.Together;
import subtext.text.Columns;
import subtext.text.Line;

/** A {@link Portion} that travels to tasks. */
record PortionFilter(String file, @Nullable Part part, long seed, double from, double to)
    implements Serializable {

  static PortionFilter of(Portion portion) {
    return new PortionFilter(
        portion.file().toString(), portion.part(), portion.seed(), portion.from(), portion.to());
  }

  /** The lines that the portion takes. */
  JavaRDD<Line> apply(JavaRDD<Line> lines) {
    return lines.mapPartitions(
        own -> {
          Portion portion = portion();
          Iterable<Line> each = () -> own;
          return java.util.stream.StreamSupport.stream(each.spliterator(), false)
              .filter(portion::takes)
              .iterator();
        },
        true);
  }

  private Portion portion() {
    return new Portion(
        Path.of(file), Columns.FIRST, 1 << 20, part, seed, from, to, Together.LINE, false);
  }
}
