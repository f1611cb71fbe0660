package subtext.tensor;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch_nccl;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;
import subtext.error.InputException;

/** Sums between the cards of processes that have met: NVIDIA's NCCL. */
final class Nccl implements AutoCloseable {
  /** By how much longer NCCL waits than we do: what it does at last is to end the process. */
  private static final Duration LONGER = Duration.ofMinutes(1);

  private static final long GLANCE_NANOS = 50_000;

  private final ProcessGroupNCCL group;
  private final Duration timeout;

  private Nccl(ProcessGroupNCCL group, Duration timeout) {
    this.group = group;
    this.timeout = timeout;
  }

  /**
   * Joins the others, who do so as well; nothing is sent before the first sum.
   *
   * @throws InputException if libraries that it needs are not on this machine
   */
  static Nccl join(Rendezvous place, MeetingPlace meeting) {
    try {
      Loader.load(torch_nccl.class);
    } catch (LinkageError e) {
      throw new InputException(
          "the natives for sums between cards do not load: %s. They need all of CUDA 13, cuDNN 9 and NCCL 2 (docs/gpu.md)"
              .formatted(e.getMessage()),
          e);
    }
    try (PointerScope pointers = new PointerScope()) {
      ProcessGroupNCCL.Options options = ProcessGroupNCCL.Options.create();
      options.timeout(new Milliseconds(place.timeout().plus(LONGER).toMillis()));
      PrefixStore store = new PrefixStore("nccl/" + place.attempt(), meeting.store());
      ProcessGroupNCCL group = new ProcessGroupNCCL(store, place.rank(), place.size(), options);
      // The group frees its store, though Java does not know, and the scope must not do so as well.
      store.retainReference();
      group.retainReference();
      return new Nccl(group, place.timeout());
    }
  }

  /** Begins to sum {@code flat}, which is on this process's card, in its place. */
  Work begin(Tensor flat) {
    return group.allreduce(new TensorVector(flat.handle()));
  }

  /**
   * Returns when a sum has come to its end. NCCL would have the card wait for it, and the processor
   * learn nothing of a process that is gone.
   */
  Work complete(Work sum) {
    Instant end = Instant.now().plus(timeout);
    while (!sum.isCompleted()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("a sum between cards has not come to an end");
      }
      LockSupport.parkNanos(GLANCE_NANOS);
    }
    if (!sum.isSuccess()) {
      throw new IllegalStateException("a sum between cards has failed");
    }
    return sum;
  }

  @Override
  public void close() {
    group.abort(); // what is not at its end has lost a process
    group.releaseReference();
  }
}
