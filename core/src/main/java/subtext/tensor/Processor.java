package subtext.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** What the system says that the processor can do. */
public final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16", "bf16");

  private Processor() {}

  private static final class Known {
    private static final boolean HAS_BFLOAT16 = read();

    private static boolean read() {
      try (Stream<String> lines = Files.lines(LINUX)) {
        return hasBfloat16(lines);
      } catch (IOException e) {
        return false; // another system, where nothing is known to be fast
      }
    }
  }

  /** Whether it multiplies matrices in bfloat16 faster than in float32. Known on Linux. */
  public static boolean hasBfloat16() {
    return Known.HAS_BFLOAT16;
  }

  /** Whether the flags of x86 or the features of ARM in Linux's list of processors say so. */
  static boolean hasBfloat16(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .limit(1)
        .flatMap(line -> Arrays.stream(line.split("\\s+")))
        .anyMatch(BFLOAT16::contains);
  }
}
