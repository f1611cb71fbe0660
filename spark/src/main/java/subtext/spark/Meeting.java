package subtext.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import subtext.tensor.Device;
import subtext.tensor.Gloo;
import subtext.tensor.MeetingPlace;
import subtext.tensor.Ranks;
import subtext.tensor.Rendezvous;
import subtext.tensor.Torch;

/**
 * How the tasks of a barrier stage become {@link Ranks}: the first opens a place on the address by
 * which Spark knows its executor, and tells the others its port through Spark.
 *
 * @param secret that the processes show one another
 * @param attempt the number of this group
 * @param timeoutSeconds after which a process that does not answer is lost
 * @param bucketBytes of tensors that are summed in one go
 */
@SuppressWarnings("ArrayRecordComponent")
record Meeting(byte[] secret, int attempt, int timeoutSeconds, int bucketBytes)
    implements Serializable {

  /**
   * This task's place among all of its stage.
   *
   * @param device that the task computes on
   */
  Ranks join(BarrierTaskContext task, Device device) {
    int rank = task.partitionId();
    List<String> hosts = Barrier.hosts(task);
    int size = hosts.size();
    if (size == 1) {
      return Ranks.SINGLE;
    }
    Torch.ensureLoaded(); // which takes its time on a new machine, and none of the others'
    Duration timeout = Duration.ofSeconds(timeoutSeconds);
    String address = hosts.get(rank);
    Rendezvous place = new Rendezvous(rank, size, address, secret, attempt, timeout, bucketBytes);
    if (rank == 0) {
      MeetingPlace meeting = MeetingPlace.open(address, timeout);
      task.allGather(Integer.toString(meeting.port()));
      return on(device, Gloo.join(place, meeting));
    }
    String[] told = task.allGather("");
    return on(device, Gloo.join(place, hosts.getFirst(), Integer.parseInt(told[0])));
  }

  private static Ranks on(Device device, Gloo group) {
    try {
      group.meetOn(device);
      return group;
    } catch (RuntimeException e) {
      group.close();
      throw e;
    }
  }
}
