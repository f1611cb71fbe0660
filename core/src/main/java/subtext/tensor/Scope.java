package subtext.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Owns the tensors that are made on its thread while it is the innermost open scope, and frees them
 * when it closes. What must outlive it is handed on by {@link #keep}, to the scope around it, or by
 * {@link #release}, to the caller.
 *
 * <p>Scopes nest, belong to the thread that opened them, and close in reverse order. A tensor can
 * only be made inside one, so that nothing waits for the garbage collector.
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<@Nullable Scope> INNERMOST = new ThreadLocal<>();
  private static final AtomicLong LIVE = new AtomicLong();

  private final @Nullable Scope outer = INNERMOST.get();
  private final PointerScope pointers = new PointerScope();
  private final List<Tensor> made = new ArrayList<>();
  private final List<Tensor> kept = new ArrayList<>();
  private boolean open = true;

  private Scope() {
    Torch.ensureLoaded();
    INNERMOST.set(this);
  }

  /** Opens a scope inside the innermost one of this thread. */
  public static Scope open() {
    return new Scope();
  }

  /** Runs {@code work} in a scope of its own; its result is kept. */
  public static Tensor run(Supplier<Tensor> work) {
    try (Scope scope = open()) {
      return scope.keep(work.get());
    }
  }

  /** Tensors of the whole process that have not been freed. */
  public static long liveTensors() {
    return LIVE.get();
  }

  /** Hands {@code tensor} to the scope around this one, which must exist. */
  public Tensor keep(Tensor tensor) {
    if (outer == null) {
      throw new IllegalStateException("no scope around this one can keep a tensor; use release");
    }
    outer.take(release(tensor));
    return tensor;
  }

  /** Hands {@code tensor} to the caller, who must close it. */
  public Tensor release(Tensor tensor) {
    int at = made.lastIndexOf(tensor);
    if (at >= 0) {
      made.remove(at);
      // The pointer scope will let go of its reference; this one is the new owner's.
      tensor.handle().retainReference();
    } else if (!kept.remove(tensor)) {
      throw new IllegalArgumentException("this scope does not own " + tensor);
    }
    return tensor;
  }

  /** Frees every tensor that was neither kept nor released. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    if (INNERMOST.get() != this) {
      throw new IllegalStateException(
          "a scope closes on its own thread, after the scopes inside it");
    }
    open = false;
    for (Tensor tensor : kept) {
      tensor.close();
    }
    for (Tensor tensor : made) {
      tensor.forget();
    }
    LIVE.addAndGet(-made.size());
    pointers.close();
    INNERMOST.set(outer);
  }

  static Scope innermost() {
    Scope scope = INNERMOST.get();
    if (scope == null) {
      throw new IllegalStateException("a tensor was made outside every scope; open one first");
    }
    return scope;
  }

  /** Frees {@code released} when this closes. */
  void take(Tensor released) {
    kept.add(released);
  }

  /** Keeps a reference to {@code pointer}, which is no tensor, until this closes. */
  void hold(Pointer pointer) {
    pointers.attach(pointer);
  }

  static void adopt(Tensor tensor) {
    innermost().made.add(tensor);
    LIVE.incrementAndGet();
  }

  static void freed() {
    LIVE.decrementAndGet();
  }
}
