package subtext.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a benchmark has found.
 *
 * @param text what the sentences are
 * @param commit of the checkout, or {@code unknown}
 * @param gemmFloat32 GFLOP/s of a matrix product
 * @param gemmBfloat16 the same in bfloat16; null where the processor has no instructions for it
 * @param peerBest with which the peer ran at its best; null where it did not run
 * @param notes what could not be measured as it should be
 */
public record Report(
    String kind,
    Workload workload,
    String text,
    int rounds,
    double seconds,
    MachineFacts machine,
    String commit,
    Summary gemmFloat32,
    @Nullable Summary gemmBfloat16,
    @Nullable String peerBest,
    List<String> notes,
    List<Row> rows)
    implements Result {
  @Override
  public List<String> lines() {
    return Table.lines(this);
  }
}
