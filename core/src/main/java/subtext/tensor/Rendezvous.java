package subtext.tensor;

import java.time.Duration;
import subtext.config.Allowed;

/**
 * A process's place in a group that is about to meet.
 *
 * @param rank its number, from 0
 * @param size how many processes there are
 * @param address of this process, on which the others reach it and on which alone it listens
 * @param secret that all of them know; 16 bytes or more
 * @param attempt which of several groups, one after the other, this is: processes of another one
 *     are refused
 * @param timeout after which a process that does not answer counts as lost
 * @param bucketBytes of tensors that are summed in one go
 */
@SuppressWarnings("ArrayRecordComponent")
public record Rendezvous(
    int rank,
    int size,
    String address,
    byte[] secret,
    int attempt,
    Duration timeout,
    int bucketBytes) {
  /** Buckets large enough that their number costs little: docs/scale.md. */
  public static final int BUCKET_BYTES = 8 << 20;

  private static final int SHORTEST_SECRET = 16;

  public Rendezvous {
    Allowed.atLeast("size", size, 1);
    Allowed.between("rank", rank, 0, size - 1);
    Allowed.atLeast("attempt", attempt, 0);
    Allowed.atLeast("bucketBytes", bucketBytes, 1024);
    Allowed.demand(!timeout.isNegative() && !timeout.isZero(), "timeout", timeout, "above 0");
    Allowed.demand(
        secret.length >= SHORTEST_SECRET,
        "secret",
        secret.length + " bytes",
        SHORTEST_SECRET + " bytes or more");
  }
}
