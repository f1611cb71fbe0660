package subtext.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.IntOptional;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.bytedeco.pytorch.global.torch_gloo;

/**
 * Where the processes of a group tell one another how they are reached: a store of keys that the
 * first process holds, and the others connect to.
 */
public final class MeetingPlace implements AutoCloseable {
  private final int port;
  private final TCPStore store;

  /**
   * What the store listens with, null where it only connects. The store closes the descriptor; were
   * the channel closed as well, it might be another file's by then.
   */
  @SuppressWarnings("unused")
  private final AutoCloseable listener;

  private MeetingPlace(int port, TCPStore store, AutoCloseable listener) {
    this.port = port;
    this.store = store;
    this.listener = listener;
  }

  /**
   * Opens one on a free port of {@code address}, and on no other address.
   *
   * @throws UncheckedIOException if this machine has no such address
   */
  public static MeetingPlace open(String address, Duration timeout) {
    load();
    try (PointerScope pointers = new PointerScope()) {
      InetAddress own = InetAddress.getByName(address);
      ServerSocketChannel channel =
          ServerSocketChannel.open(
              own instanceof Inet4Address
                  ? StandardProtocolFamily.INET
                  : StandardProtocolFamily.INET6);
      channel.bind(new InetSocketAddress(own, 0));
      int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      // Without a descriptor the store would listen on every address of the machine.
      TCPStoreOptions options = options(port, timeout);
      options.isServer(true).masterListenFd(new IntOptional(descriptor(channel)));
      return new MeetingPlace(port, store(address, options), channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
  }

  /** Connects to the one that another process has opened. */
  static MeetingPlace connect(String address, int port, Duration timeout) {
    load();
    try (PointerScope pointers = new PointerScope()) {
      TCPStoreOptions options = options(port, timeout);
      options.isServer(false);
      return new MeetingPlace(port, store(address, options), () -> {});
    }
  }

  private static void load() {
    Torch.ensureLoaded();
    Loader.load(torch_gloo.class);
  }

  private static TCPStoreOptions options(int port, Duration timeout) {
    return new TCPStoreOptions()
        .port((short) port)
        .waitWorkers(false)
        .timeout(new Milliseconds(timeout.toMillis()));
  }

  private static TCPStore store(String address, TCPStoreOptions options) {
    TCPStore store = new TCPStore(address, options);
    store.retainReference();
    return store;
  }

  /** The number by which the system knows the channel, which Java does not tell. */
  private static int descriptor(ServerSocketChannel channel) {
    try {
      Method method = channel.getClass().getDeclaredMethod("getFDVal");
      method.setAccessible(true);
      return (int) method.invoke(channel);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new IllegalStateException(
          "several processes need Java to be started with"
              + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          e);
    }
  }

  /** Of the store, on the address that it was opened with. */
  public int port() {
    return port;
  }

  TCPStore store() {
    return store;
  }

  @Override
  public void close() {
    store.releaseReference();
  }
}
