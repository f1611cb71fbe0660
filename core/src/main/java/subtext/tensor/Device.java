package subtext.tensor;

import org.bytedeco.pytorch.global.torch.DeviceType;
import subtext.error.InputException;

/**
 * Where tensors live: {@code cpu} or {@code cuda:INDEX}.
 *
 * @param index 0 for the processor, the number of the card otherwise
 */
public record Device(Kind kind, int index) {
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** Families of devices. */
  public enum Kind {
    CPU,
    CUDA
  }

  /** Reads {@code cpu}, {@code cuda} or {@code cuda:1}. */
  public static Device parse(String name) {
    if (name.equals("cpu")) {
      return CPU;
    }
    if (name.equals("cuda")) {
      return new Device(Kind.CUDA, 0);
    }
    if (name.matches("cuda:\\d{1,2}")) {
      return new Device(Kind.CUDA, Integer.parseInt(name.substring(5)));
    }
    throw new InputException("device: " + name + " is not known; use cpu, cuda or cuda:N");
  }

  /** This device, if the engine can use it. */
  public Device available() {
    if (kind == Kind.CUDA && !Torch.cudaAvailable()) {
      throw new InputException(
          "device: "
              + this
              + " needs a CUDA card and a build with the GPU natives (docs/gpu.md), and this engine"
              + " sees none; use cpu");
    }
    if (kind == Kind.CUDA && index >= Torch.cards()) {
      throw new InputException(
          "device: there is no %s, for this machine has %d cards".formatted(this, Torch.cards()));
    }
    return this;
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }

  DeviceType type() {
    return kind == Kind.CPU ? DeviceType.CPU : DeviceType.CUDA;
  }

  org.bytedeco.pytorch.Device handle() {
    return kind == Kind.CPU
        ? new org.bytedeco.pytorch.Device(DeviceType.CPU)
        : new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) index);
  }
}
