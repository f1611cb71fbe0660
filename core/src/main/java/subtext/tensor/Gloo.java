package subtext.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import subtext.error.LostProcessException;
import subtext.error.TrainingException;

/**
 * Processes that sum over TCP (Gloo), and what is on their cards from card to card ({@link Nccl}).
 * Who takes part is checked by a secret, but nothing of what they say is encrypted: their network
 * must be their own.
 */
public final class Gloo implements Ranks {
  private static final int THREADS = 2;

  private final Rendezvous place;
  private final MeetingPlace meeting;
  private final ProcessGroupGloo group;

  /** Between cards; null where nothing is on one. */
  private @Nullable Nccl cards;

  private Gloo(Rendezvous place, MeetingPlace meeting, ProcessGroupGloo group) {
    this.place = place;
    this.meeting = meeting;
    this.group = group;
  }

  /**
   * Joins the group at the place that this process, the first, has opened, and that from now on
   * belongs to the group.
   *
   * @throws TrainingException if a process does not know the secret
   * @throws LostProcessException if one does not come in time
   */
  public static Gloo join(Rendezvous place, MeetingPlace meeting) {
    try {
      new Handshake(place, meeting.store()).shake();
      return new Gloo(place, meeting, group(place, meeting));
    } catch (RuntimeException e) {
      meeting.close();
      throw e;
    }
  }

  private static ProcessGroupGloo group(Rendezvous place, MeetingPlace meeting) {
    try (PointerScope pointers = new PointerScope()) {
      Milliseconds timeout = new Milliseconds(place.timeout().toMillis());
      ProcessGroupGloo.Options options = ProcessGroupGloo.Options.create(timeout);
      options.threads(THREADS);
      options.devices(
          new GlooDeviceVector(ProcessGroupGloo.createDeviceForHostname(place.address())));
      PrefixStore store = new PrefixStore("gloo/" + place.attempt(), meeting.store());
      ProcessGroupGloo group =
          together(
              place,
              "meet",
              () -> new ProcessGroupGloo(store, place.rank(), place.size(), options));
      // The group frees its store, though Java does not know, and the scope must not do so as well.
      store.retainReference();
      group.retainReference();
      return group;
    }
  }

  /** Joins the group at the place that the first process has opened at {@code host}. */
  public static Gloo join(Rendezvous place, String host, int port) {
    MeetingPlace meeting =
        together(place, "meet", () -> MeetingPlace.connect(host, port, place.timeout()));
    return join(place, meeting);
  }

  @Override
  public int rank() {
    return place.rank();
  }

  @Override
  public int size() {
    return place.size();
  }

  @Override
  public boolean isFirst() {
    return place.rank() == 0;
  }

  /**
   * In flat buckets, each on its way while the next one is filled. A tensor larger than a bucket is
   * a bucket, and one that has a bucket to itself is not copied.
   */
  @Override
  public Sums begin(List<Tensor> tensors, Scope owner) {
    List<Bucket> buckets = new ArrayList<>();
    for (List<Tensor> contents : split(tensors)) {
      try (Scope scope = Scope.open()) {
        Tensor flat = Autograd.without(() -> flat(contents));
        owner.take(scope.release(flat));
        Work work = allreduce(flat);
        owner.hold(work);
        buckets.add(new Bucket(contents.stream().map(Tensor::shape).toList(), flat, work));
      }
    }
    return () -> buckets.stream().flatMap(bucket -> sums(bucket).stream()).toList();
  }

  private Work allreduce(Tensor flat) {
    Nccl between = isOnCard(flat) ? cards() : null;
    return together(
        place,
        "sum",
        () ->
            between == null
                ? group.allreduce(new TensorVector(flat.handle()))
                : between.begin(flat));
  }

  private static boolean isOnCard(Tensor tensor) {
    return tensor.device().kind() == Device.Kind.CUDA;
  }

  private Nccl cards() {
    if (cards == null) {
      throw new IllegalStateException("what is on cards is summed after meetOn alone");
    }
    return cards;
  }

  /**
   * Makes sure that what is on {@code device} can be summed; all processes do so, before anything
   * on a card is.
   *
   * @throws InputException if libraries that it needs are not on this machine
   * @throws TrainingException if a card or the network between cards is not as it must be
   */
  public void meetOn(Device device) {
    if (device.kind() == Device.Kind.CPU) {
      return;
    }
    cards = Nccl.join(place, meeting);
    try (Scope scope = Scope.open()) {
      Work first = cards.begin(Tensor.full(1, DType.F32, device, 1));
      scope.hold(first);
      first._wait();
    } catch (RuntimeException e) {
      throw new TrainingException(
          "process %d of %d cannot sum on %s: %s"
              .formatted(place.rank(), place.size(), device, firstLine(e)),
          e);
    }
  }

  @Override
  public List<Tensor> sum(List<Tensor> tensors) {
    return begin(tensors, Scope.innermost()).await();
  }

  private static Tensor flat(List<Tensor> tensors) {
    Tensor[] flat = tensors.stream().map(tensor -> tensor.reshape(-1)).toArray(Tensor[]::new);
    return flat.length == 1 ? flat[0].contiguous() : Tensor.cat(0, flat);
  }

  /** Tensors of such shapes on their way, one behind the other in {@code flat}. */
  private record Bucket(List<long[]> shapes, Tensor flat, Work work) {}

  private List<Tensor> sums(Bucket bucket) {
    await("sum", bucket.work);
    List<Tensor> sums = new ArrayList<>();
    long at = 0;
    for (long[] shape : bucket.shapes) {
      long elements = TensorData.elements(shape);
      sums.add(bucket.flat.narrow(0, at, elements).reshape(shape));
      at += elements;
    }
    return sums;
  }

  private List<List<Tensor>> split(List<Tensor> tensors) {
    List<List<Tensor>> buckets = new ArrayList<>();
    long bytes = Long.MAX_VALUE / 2;
    for (Tensor tensor : tensors) {
      long own = tensor.elements() * tensor.dtype().bytes();
      if (bytes + own > place.bucketBytes()) {
        buckets.add(new ArrayList<>());
        bytes = 0;
      }
      buckets.getLast().add(tensor);
      bytes += own;
    }
    return buckets;
  }

  @Override
  public double[] sum(double... values) {
    if (values.length == 0) {
      return values;
    }
    try (Scope scope = Scope.open()) {
      Tensor sums = Tensor.of(values, values.length);
      await("sum", together(place, "sum", () -> group.allreduce(new TensorVector(sums.handle()))));
      return sums.toDoubles();
    }
  }

  @Override
  public byte[] first(byte[] bytes) {
    int length = (int) sum(rank() == 0 ? bytes.length : 0)[0];
    byte[] received = rank() == 0 ? bytes.clone() : new byte[length];
    try (PointerScope pointers = new PointerScope()) {
      org.bytedeco.pytorch.Tensor tensor =
          torch.empty(
              new long[] {Math.max(1, length)}, new TensorOptions(torch.ScalarType.Byte), null);
      BytePointer data = new BytePointer(tensor.data_ptr()).capacity(length);
      data.put(received, 0, length);
      await("share", together(place, "share", () -> group.broadcast(new TensorVector(tensor))));
      data.get(received, 0, length);
    }
    return received;
  }

  private void await(String what, Work work) {
    together(place, what, work::_wait);
  }

  /** What the processes do together, or the error that says with whom it could not be done. */
  private static <T> T together(Rendezvous place, String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw new LostProcessException(
          "process %d of %d cannot %s what the others do: one of them is lost, or has not answered within %d s (%s)"
              .formatted(
                  place.rank(), place.size(), what, place.timeout().toSeconds(), firstLine(e)),
          e);
    }
  }

  static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    try {
      if (cards != null) {
        cards.close();
      }
    } finally {
      group.releaseReference();
      meeting.close();
    }
  }
}
