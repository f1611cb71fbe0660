package subtext.nn;

/** Kinds of recurrent cell. */
public enum Cell {
  RNN(1, 1),
  GRU(3, 1),
  LSTM(4, 2);

  private final int gates;
  private final int states;

  Cell(int gates, int states) {
    this.gates = gates;
    this.states = states;
  }

  /** Rows of the weight matrices, in hidden sizes. */
  public int gates() {
    return gates;
  }

  /** Tensors that a state consists of: hidden, and for the LSTM its cell. */
  public int states() {
    return states;
  }
}
