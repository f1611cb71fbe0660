package subtext.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import subtext.error.InputException;

/** Addresses that only this machine reaches. */
final class Loopback {
  private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "[::1]");

  private Loopback() {}

  /**
   * Demands a token for what others reach.
   *
   * @throws InputException if there is none, or no such host
   */
  static void require(String host, boolean token) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new InputException("--host: there is no address '%s'".formatted(host), e);
    }
    if (address.isLoopbackAddress() && !token && !isNamedBy(host) && !host.equals("::1")) {
      throw new InputException(
          "--host %s: without a token only localhost, 127.0.0.1 and ::1 are answered"
              .formatted(host));
    }
    if (!address.isLoopbackAddress() && !token) {
      throw new InputException(
          "--host %s: others could use the models; give a --token-file, or stay on 127.0.0.1"
              .formatted(host));
    }
  }

  /** Whether the header {@code Host} names this machine as only this machine calls it. */
  static boolean isNamedBy(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "");
    return NAMES.contains(name);
  }
}
