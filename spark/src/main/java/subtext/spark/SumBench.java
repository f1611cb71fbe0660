package subtext.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import subtext.tensor.Gloo;
import subtext.tensor.MeetingPlace;
import subtext.tensor.Ranks;
import subtext.tensor.Rendezvous;
import subtext.tensor.Torch;

/**
 * Sums between processes without Spark, to measure a network with: {@code bench/sums} starts them
 * at the ends of one. Arguments: number, how many, own address, address of the first, a folder that
 * all of them see, sizes in MB, sizes of buckets in KB.
 */
public final class SumBench {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int TIMES = 8;

  private SumBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    int rank = Integer.parseInt(words[0]);
    int size = Integer.parseInt(words[1]);
    Path folder = Path.of(words[4]);
    Torch.setThreads(1); // the other process has the other core
    byte[] secret = Files.readAllBytes(folder.resolve("secret"));
    for (int bucket : numbers(words[6])) {
      Path port = folder.resolve("port-" + bucket);
      Rendezvous place =
          new Rendezvous(rank, size, words[2], secret, bucket, TIMEOUT, bucket << 10);
      try (Ranks ranks = join(place, words[3], port)) {
        for (int megabytes : numbers(words[5])) {
          double seconds = RankBench.sum(ranks, (long) megabytes << 20, TIMES);
          if (ranks.isFirst()) {
            System.out.printf(
                Locale.ROOT,
                "{\"kind\": \"sum\", \"processes\": %d, \"mb\": %d, \"bucket_kb\": %d, \"ms\":"
                    + " %.3f}%n",
                size,
                megabytes,
                bucket,
                1e3 * seconds);
          }
        }
        double latency = RankBench.latency(ranks, 50);
        if (ranks.isFirst()) {
          System.out.printf(
              Locale.ROOT,
              "{\"kind\": \"latency\", \"processes\": %d, \"ms\": %.3f}%n",
              size,
              1e3 * latency);
        }
      }
    }
  }

  private static Ranks join(Rendezvous place, String first, Path port)
      throws IOException, InterruptedException {
    if (place.rank() == 0) {
      MeetingPlace meeting = MeetingPlace.open(place.address(), TIMEOUT);
      Path draft = port.resolveSibling(port.getFileName() + ".new");
      Files.writeString(draft, Integer.toString(meeting.port()), StandardCharsets.US_ASCII);
      Files.move(draft, port, StandardCopyOption.ATOMIC_MOVE);
      return Gloo.join(place, meeting);
    }
    for (long began = System.nanoTime(); !Files.exists(port); Thread.sleep(10)) {
      if (System.nanoTime() - began > TIMEOUT.toNanos()) {
        throw new IOException("the first process has not come within " + TIMEOUT);
      }
    }
    return Gloo.join(place, first, Integer.parseInt(Files.readString(port)));
  }

  private static List<Integer> numbers(String list) {
    return Arrays.stream(list.split(",", -1)).map(Integer::valueOf).toList();
  }
}
