package subtext.spark;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.resource.ResourceInformation;
import subtext.error.InputException;
import subtext.tensor.Device;

/**
 * The cards of a task's host: each process of a training has one to itself.
 *
 * @param rank of the task
 * @param hosts of all tasks, in the order of their ranks
 * @param given the number of the card that Spark gave this task, if it knows of cards
 */
record Cards(int rank, List<String> hosts, Optional<String> given) {
  /** What Spark calls cards. */
  static final String RESOURCE = "gpu";

  private static final String ANY = "cuda";

  static Cards of(BarrierTaskContext task) {
    ResourceInformation cards = task.resourcesJMap().get(RESOURCE);
    return new Cards(
        task.partitionId(),
        Barrier.hosts(task),
        Optional.ofNullable(cards).flatMap(some -> Stream.of(some.addresses()).findFirst()));
  }

  /**
   * The device of this task where the recipe says {@code asked}: of cards without a number, the one
   * that Spark gave, and otherwise that which has the task's number among the tasks of its host.
   *
   * @throws InputException if a numbered card would be that of several processes, or Spark gave
   *     something else than the number of one
   */
  String device(String asked) {
    String host = hosts.get(rank);
    if (asked.equals(ANY)) {
      return ANY + ":" + given.map(Cards::number).orElse(Integer.toString(earlier(host)));
    }
    int sharing = Collections.frequency(hosts, host);
    if (Device.parse(asked).kind() == Device.Kind.CUDA && sharing > 1) {
      throw new InputException(
          "train.device: %s would be the card of %d processes on %s; say %s, and each takes one of its own"
              .formatted(asked, sharing, host, ANY));
    }
    return asked;
  }

  private int earlier(String host) {
    return Collections.frequency(hosts.subList(0, rank), host);
  }

  private static String number(String address) {
    if (!address.matches("\\d{1,2}")) {
      throw new InputException(
          "spark.executor.resource.%s.discoveryScript: it calls a card %s, and cards have numbers here"
              .formatted(RESOURCE, address));
    }
    return address;
  }
}
