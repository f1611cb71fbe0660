package subtext.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import subtext.tensor.Torch;

/** Says what the executors of a cluster offer, one line each on standard output. */
public final class SubtextDoctor {
  private SubtextDoctor() {}

  public static void main(String[] words) throws IOException {
    try (SparkSession session = Sessions.open("subtext doctor")) {
      JavaSparkContext context = new JavaSparkContext(session.sparkContext());
      int executors = Sessions.executors(session);
      System.out.printf(
          "Spark %s on Java %s, %d executors%n",
          session.version(), Runtime.version().feature(), executors);
      List<Integer> each = IntStream.range(0, executors).boxed().toList();
      Barrier.run(context.parallelize(each, executors), SubtextDoctor::look)
          .forEach(System.out::println);
    }
  }

  private static Iterator<String> look(BarrierTaskContext task, Iterator<Integer> numbers) {
    Torch.ensureLoaded();
    task.barrier();
    return List.of(
            "executor %s on %s: libtorch %s, %s, %d processors, %d threads, %,d MB of heap"
                .formatted(
                    SparkEnv.get().executorId(),
                    host(),
                    Torch.version(),
                    Torch.cpuCapability(),
                    Runtime.getRuntime().availableProcessors(),
                    Torch.threads(),
                    Runtime.getRuntime().maxMemory() >> 20))
        .iterator();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
  }
}
