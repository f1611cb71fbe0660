package subtext.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** On which addresses processes listen, as Linux knows it. */
final class Listeners {
  private static final String LISTENING = "0A";

  /** As the kernel writes 127.0.0.1, the same within IPv6, and ::1. */
  static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  private Listeners() {}

  /** The addresses, in the kernel's hexadecimal, that one of the processes listens on. */
  static Set<String> of(List<ProcessHandle> processes) throws IOException {
    Set<String> addresses = new HashSet<>();
    for (ProcessHandle process : processes) {
      Path own = Path.of("/proc", Long.toString(process.pid()));
      Set<String> sockets = sockets(own.resolve("fd"));
      for (String table : List.of("net/tcp", "net/tcp6")) {
        for (String line : Files.readAllLines(own.resolve(table))) {
          String[] fields = line.strip().split("\\s+", -1);
          if (fields.length > 9
              && fields[3].equals(LISTENING)
              && sockets.contains("socket:[" + fields[9] + "]")) {
            addresses.add(fields[1].substring(0, fields[1].indexOf(':')));
          }
        }
      }
    }
    return addresses;
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.map(Listeners::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }
}
