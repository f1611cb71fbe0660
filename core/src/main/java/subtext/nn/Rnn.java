package subtext.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import subtext.tensor.DType;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Recurrence;
import subtext.tensor.Tensor;

/**
 * Recurrent layers of one direction. B batch, T time, I input, H hidden, L layers.
 *
 * @param weights layer by layer, as {@link Recurrence} wants them
 */
public record Rnn(Cell cell, int hidden, int layers, List<Tensor> weights) {
  private static final int PER_LAYER = 4;

  /**
   * Makes one with uniform initial weights.
   *
   * @param bound of the uniform initial weights; 0 for 1 / sqrt(hidden)
   */
  public static Rnn create(
      Parameters parameters, String name, Cell cell, int in, int hidden, int layers, double bound) {
    Init init = new Init.Uniform(bound > 0 ? bound : 1 / Math.sqrt(hidden));
    int rows = cell.gates() * hidden;
    List<Tensor> weights = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      String prefix = name + "." + layer + ".";
      weights.add(parameters.create(prefix + "input", init, rows, layer == 0 ? in : hidden));
      weights.add(parameters.create(prefix + "recurrent", init, rows, hidden));
      weights.add(parameters.create(prefix + "inputBias", init, rows));
      weights.add(parameters.create(prefix + "recurrentBias", init, rows));
    }
    return new Rnn(cell, hidden, layers, List.copyOf(weights));
  }

  /** The same with weights of another type. */
  public Rnn to(DType type) {
    return new Rnn(cell, hidden, layers, weights.stream().map(weight -> weight.to(type)).toList());
  }

  /**
   * The same without a share of the weights from state to state.
   *
   * @param salt as of {@link Pass#dropout}; layers have this one and those above
   */
  public Rnn thinned(double rate, long salt, Pass pass) {
    if (!pass.training() || rate == 0) {
      return this;
    }
    List<Tensor> kept = new ArrayList<>(weights);
    for (int layer = 0; layer < layers; layer++) {
      int recurrent = PER_LAYER * layer + 1;
      kept.set(recurrent, pass.weightDropout(weights.get(recurrent), rate, salt + layer));
    }
    return new Rnn(cell, hidden, layers, List.copyOf(kept));
  }

  /** Reads {@code input_BTI} from {@code state}. */
  public Recurrence.Read forward(Tensor input_BTI, List<Tensor> state) {
    return switch (cell) {
      case LSTM -> Recurrence.lstm(input_BTI, state, weights);
      case GRU -> Recurrence.gru(input_BTI, state, weights);
      case RNN -> Recurrence.rnn(input_BTI, state, weights);
    };
  }

  /** The state before anything was read, all zeros. */
  public List<Tensor> blank(long batch) {
    Tensor like = weights.getFirst();
    Tensor zeros = Tensor.zeros(like.dtype(), like.device(), layers, batch, hidden);
    return Collections.nCopies(cell.states(), zeros);
  }
}
