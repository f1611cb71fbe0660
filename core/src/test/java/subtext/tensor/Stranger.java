package subtext.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import subtext.error.TrainingException;

/**
 * A process that wants to be the second of two, and knows another secret. Argument: the port of the
 * first. Prints what it is told.
 */
final class Stranger {
  private Stranger() {}

  public static void main(String[] words) {
    byte[] secret = "not the same secret".getBytes(UTF_8);
    Rendezvous place = new Rendezvous(1, 2, "127.0.0.1", secret, 1, Duration.ofSeconds(10), 1024);
    try (Gloo joined = Gloo.join(place, "127.0.0.1", Integer.parseInt(words[0]))) {
      System.out.println("joined as process " + joined.rank());
    } catch (TrainingException e) {
      System.out.println(e.getMessage());
    }
  }
}
