package subtext.nn;

import subtext.tensor.Autograd;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Features brought to mean 0 and variance 1 over the batch, times a fixed scale, plus a learned
 * shift (Ioffe and Szegedy 2015). Outside training, running averages take the place of the batch:
 * of its mean, and of the variance estimated without bias, by B - 1. A batch of one row, which has
 * no variance, leaves them as they are. B batch, D features.
 */
public record BatchNorm(
    double scale, Tensor shift_D, Tensor runningMean_D, Tensor runningVariance_D) {
  private static final double SMALLEST = 1e-5;
  private static final double MOMENTUM = 0.1;

  /** Makes one of {@code size} features with no initial shift. */
  public static BatchNorm create(Parameters parameters, String name, int size, double scale) {
    return new BatchNorm(
        scale,
        parameters.create(name + ".shift", Init.ZEROS, size),
        parameters.constant(name + ".runningMean", Init.ZEROS, size),
        parameters.constant(name + ".runningVariance", new Init.Constant(1), size));
  }

  /**
   * Normalises {@code raw_BD}.
   *
   * @param training whether by this batch, which the running averages then follow
   */
  public Tensor forward(Tensor raw_BD, boolean training) {
    Tensor mean_D = training ? raw_BD.mean(0) : runningMean_D;
    Tensor variance_D = training ? raw_BD.sub(mean_D).square().mean(0) : runningVariance_D;
    double rows = raw_BD.size(0);
    if (training && rows > 1) {
      follow(runningMean_D, mean_D, 1);
      follow(runningVariance_D, variance_D, rows / (rows - 1));
    }
    Tensor deviation_D = variance_D.add(SMALLEST).sqrt();
    return raw_BD.sub(mean_D).div(deviation_D).mul(scale).add(shift_D);
  }

  private static void follow(Tensor running, Tensor value, double scale) {
    Autograd.withoutResult(() -> running.mul_(1 - MOMENTUM).add_(value, MOMENTUM * scale));
  }
}
