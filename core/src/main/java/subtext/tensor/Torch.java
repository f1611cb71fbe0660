package subtext.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native engine as a whole: loading it, its threads, and what the processor lets it do. */
public final class Torch {
  private static final Logger LOG = LoggerFactory.getLogger(Torch.class);

  static {
    load();
  }

  private Torch() {}

  /** Loads the native libraries if that has not happened yet. */
  public static void ensureLoaded() {
    // The static initialiser has done it.
  }

  private static void load() {
    // Scopes free tensors; a garbage-collected one would hide a leak, and JavaCPP would call
    // System.gc().
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    extractBeforeLoading();
    Loader.load(torch.class);
    warnOfSlowKernels();
  }

  /**
   * Unpacks every library before the first is loaded. JavaCPP loads libtorch before it has unpacked
   * libtorch_cpu, so that on a cold start the loader takes an older one of the system, and the JVM
   * dies.
   */
  private static void extractBeforeLoading() {
    String folder = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/";
    for (String library :
        List.of("gomp", "omp", "c10", "torch_cpu", "torch", "jnitorch", "jnitorch_gloo")) {
      for (String version : List.of("", ".1")) {
        String name = System.mapLibraryName(library) + version;
        if (torch.class.getResource(folder + name) != null) {
          try {
            Loader.cacheResource(torch.class, folder + name);
          } catch (IOException e) {
            throw new IllegalStateException("could not unpack the native library " + name, e);
          }
        }
      }
    }
  }

  private static void warnOfSlowKernels() {
    if (System.getenv("MALLOC_TRIM_THRESHOLD_") == null
        && Loader.getPlatform().startsWith("linux")) {
      LOG.info(
          "Training is up to twice as fast with OPENBLAS_NUM_THREADS=1, GOMP_SPINCOUNT=0 and tuned"
              + " MALLOC_ settings: see `subtext doctor`");
    }
  }

  /** Threads that one operation may use; one setting for the process. */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + ", but at least 1 is needed");
    }
    torch.set_num_threads(threads);
  }

  public static int threads() {
    return torch.get_num_threads();
  }

  /** Vector instructions that the engine's kernels were chosen for, such as {@code AVX512}. */
  public static String cpuCapability() {
    try (BytePointer name = torch.get_cpu_capability()) {
      return name.getString(StandardCharsets.US_ASCII);
    }
  }

  /** Version of libtorch. */
  public static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch").replaceFirst("-.*", "");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Whether a CUDA device can be used. */
  public static boolean cudaAvailable() {
    return torch.cuda_is_available();
  }
}
