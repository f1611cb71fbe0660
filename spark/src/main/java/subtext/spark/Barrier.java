package subtext.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * A stage whose tasks run all at once or not at all, and know each other. Spark does not try a
 * stage of this kind again when a task has failed: whoever runs it does.
 */
final class Barrier {
  private Barrier() {}

  /** What one task makes of its partition. */
  @FunctionalInterface
  interface Work<T, R> extends Serializable {
    Iterator<R> apply(BarrierTaskContext task, Iterator<T> rows) throws Exception;
  }

  /** The addresses of the tasks' executors, as Spark knows them, in the order of the partitions. */
  static List<String> hosts(BarrierTaskContext task) {
    return Stream.of(task.getTaskInfos())
        .map(info -> info.address().replaceFirst(":\\d+$", ""))
        .toList();
  }

  /** The results of the tasks, in the order of the partitions. */
  static <T, R> List<R> run(JavaRDD<T> rows, Work<T, R> work) {
    ClassTag<R> any = ClassTag$.MODULE$.apply(Object.class);
    return new JavaRDD<>(rows.rdd().barrier().mapPartitions(new Function<>(work), false, any), any)
        .collect();
  }

  private static final class Function<T, R>
      extends AbstractFunction1<scala.collection.Iterator<T>, scala.collection.Iterator<R>>
      implements Serializable {
    private static final long serialVersionUID = 1;

    private final Work<T, R> work;

    Function(Work<T, R> work) {
      this.work = work;
    }

    @Override
    public scala.collection.Iterator<R> apply(scala.collection.Iterator<T> rows) {
      try {
        return scala.jdk.javaapi.CollectionConverters.asScala(
            work.apply(
                BarrierTaskContext.get(), scala.jdk.javaapi.CollectionConverters.asJava(rows)));
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
