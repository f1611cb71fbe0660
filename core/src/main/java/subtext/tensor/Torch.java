package subtext.tensor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.error.InputException;

/** The native engine as a whole: loading it, its threads, and what the processor lets it do. */
public final class Torch {
  private static final Logger LOG = LoggerFactory.getLogger(Torch.class);

  /** What the natives that also know CUDA add to the name of their platform. */
  private static final String GPU = "-gpu";

  private static final boolean GPU_NATIVES =
      torch.class.getResource(resource(Loader.getPlatform() + GPU, "libtorch_cuda.so")) != null;

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
    if (GPU_NATIVES) {
      System.setProperty("org.bytedeco.javacpp.platform.extension", GPU);
    }
    loadInOrder();
    Loader.load(torch.class);
    warnOfSlowKernels();
  }

  /**
   * Unpacks every library, and on Linux loads each before those that need it. JavaCPP loads
   * libtorch before it has unpacked libtorch_cpu, and the loader prefers {@code LD_LIBRARY_PATH} to
   * the folder of the library that asks: either way an older libtorch_cpu of the system would be
   * taken, and the JVM would die. One that is loaded already is found by its name.
   */
  private static void loadInOrder() {
    Loader.load(openblas.class);
    for (String library :
        List.of("gomp", "omp", "c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch")) {
      unpack(library)
          .filter(file -> Loader.getPlatform().startsWith("linux"))
          .ifPresent(Torch::loadFile);
    }
    List.of("jnitorch", "jnitorch_cuda", "jnitorch_gloo", "jnitorch_nccl").forEach(Torch::unpack);
  }

  private static void loadFile(File library) {
    try {
      System.load(library.getAbsolutePath());
    } catch (UnsatisfiedLinkError e) {
      if (!GPU_NATIVES) {
        throw e;
      }
      throw new InputException(
          "the natives for GPUs do not load: %s. They need CUDA 13, cuDNN 9 and NCCL 2; without them, build without -Pcuda"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static String resource(String platform, String file) {
    return "/org/bytedeco/pytorch/" + platform + "/" + file;
  }

  /** The file of a library's newest version, if these natives have it. */
  private static Optional<File> unpack(String library) {
    String platform = Loader.getPlatform() + (GPU_NATIVES ? GPU : "");
    Optional<File> unpacked = Optional.empty();
    for (String version : List.of("", ".1")) {
      String resource = resource(platform, System.mapLibraryName(library) + version);
      if (torch.class.getResource(resource) != null) {
        try {
          unpacked = Optional.of(Loader.cacheResource(torch.class, resource));
        } catch (IOException e) {
          throw new IllegalStateException("could not unpack the native library " + resource, e);
        }
      }
    }
    return unpacked;
  }

  private static void warnOfSlowKernels() {
    if (System.getenv("MALLOC_TRIM_THRESHOLD_") == null
        && Loader.getPlatform().startsWith("linux")) {
      LOG.info(
          "Training is up to twice as fast with OPENBLAS_THREAD_TIMEOUT=10, GOMP_SPINCOUNT=2000 and"
              + " tuned MALLOC_ settings: see `subtext doctor`");
    }
  }

  /** Threads that one operation may use; one setting for the process. */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + ", but at least 1 is needed");
    }
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(threads); // a pool of its own
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

  /** How many CUDA devices there are. */
  static int cards() {
    return torch.cuda_device_count();
  }
}
