package subtext.tensor;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch_nccl;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;
import subtext.error.InputException;

/**
 * Sums between the cards of processes that have met: NVIDIA's NCCL. Only where the environment says
 * {@code TORCH_NCCL_BLOCKING_WAIT=1} does who waits for a sum learn of a process that is gone, and
 * NCCL ends no process by itself.
 */
final class Nccl implements AutoCloseable {
  private final ProcessGroupNCCL group;

  private Nccl(ProcessGroupNCCL group) {
    this.group = group;
  }

  /**
   * Joins the others, who do so as well; nothing is sent before the first sum.
   *
   * @throws InputException if libraries that it needs are not on this machine
   */
  static Nccl join(Rendezvous place, MeetingPlace meeting) {
    load();
    try (PointerScope pointers = new PointerScope()) {
      ProcessGroupNCCL.Options options = ProcessGroupNCCL.Options.create();
      options.timeout(new Milliseconds(place.timeout().toMillis()));
      PrefixStore store = new PrefixStore("nccl/" + place.attempt(), meeting.store());
      // The group frees its store, though Java does not know, and the scope must not do so as well.
      store.retainReference();
      ProcessGroupNCCL group = new ProcessGroupNCCL(store, place.rank(), place.size(), options);
      group.retainReference();
      return new Nccl(group);
    }
  }

  private static void load() {
    try {
      Loader.load(torch_nccl.class);
    } catch (LinkageError | TypeNotPresentException e) {
      throw new InputException(
          "what sums between cards does not load: %s. It needs a build with -Pcuda, and all of CUDA 13, cuDNN 9 and NCCL 2 (docs/gpu.md)"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Begins to sum {@code flat}, which is on this process's card, in its place. */
  Work begin(Tensor flat) {
    return group.allreduce(new TensorVector(flat.handle()));
  }

  @Override
  public void close() {
    try {
      group.abort(); // what is not at its end has lost a process
    } finally {
      group.releaseReference();
    }
  }
}
