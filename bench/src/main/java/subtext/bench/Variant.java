package subtext.bench;

import java.io.IOException;
import subtext.tensor.Precision;

/**
 * One row of a benchmark: one way to do the same work.
 *
 * @param key by which {@code --only} asks for it
 * @param precision whose matrix product it is compared with
 */
record Variant(String key, String name, Precision precision, Run run) {
  /** Measures once, in a process of its own. */
  interface Run {
    Measurement measure() throws IOException;
  }
}
