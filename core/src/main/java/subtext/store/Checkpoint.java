package subtext.store;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import subtext.tensor.TensorData;

/**
 * All that a training needs to go on as if it had never stopped.
 *
 * @param step optimiser steps done, 0 or more
 * @param tensors weights and optimiser moments by name
 * @param state the rest (generators, data position, environment), as JSON; only the trainer reads
 *     it
 * @param score what the best checkpoint has most of; NaN for one that cannot be the best, because
 *     it was not evaluated or its model is not alive
 */
public record Checkpoint(long step, Map<String, TensorData> tensors, String state, double score) {
  public Checkpoint {
    if (step < 0) {
      throw new IllegalArgumentException("step: %d is negative".formatted(step));
    }
    SortedMap<String, TensorData> sorted = new TreeMap<>(tensors);
    tensors = Collections.unmodifiableSortedMap(sorted);
  }
}
