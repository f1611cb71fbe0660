package subtext.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.ByteVector;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.TCPStore;
import subtext.error.LostProcessException;
import subtext.error.TrainingException;

/**
 * Shows that processes know one secret, without saying it: each answers a random number of the
 * first process with a hash of that, the secret and its place (HMAC-SHA-256), and the first answers
 * all of them likewise.
 */
record Handshake(Rendezvous place, TCPStore store) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE_BYTES = 32;
  private static final String REFUSED = "refused";
  private static final long HEARING_MILLIS = 2_000;

  /**
   * Returns when all processes have shown it.
   *
   * @throws TrainingException where one has not, in that process and in the first
   * @throws LostProcessException where one has not come in time
   */
  void shake() {
    if (place.rank() == 0) {
      receive();
    } else {
      answer();
    }
  }

  private void receive() {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    put("nonce", nonce);
    for (int rank = 1; rank < place.size(); rank++) {
      if (!MessageDigest.isEqual(get("answer/" + rank), hash("answer/" + rank, nonce))) {
        put("welcome", REFUSED.getBytes(UTF_8));
        awaitHeard(rank);
        throw new TrainingException(
            "process %d of %d does not know the secret of this group, and was refused"
                .formatted(rank, place.size()));
      }
    }
    put("welcome", hash("welcome", nonce));
  }

  private void answer() {
    byte[] nonce = get("nonce");
    put("answer/" + place.rank(), hash("answer/" + place.rank(), nonce));
    byte[] welcome = get("welcome");
    put("heard/" + place.rank(), REFUSED.getBytes(UTF_8));
    if (!MessageDigest.isEqual(welcome, hash("welcome", nonce))) {
      throw new TrainingException(
          "process %d of %d was refused: it and the first process do not know the same secret"
              .formatted(place.rank(), place.size()));
    }
  }

  /** Gives the one that is refused a moment to hear it, before the store closes. */
  private void awaitHeard(int rank) {
    try (PointerScope pointers = new PointerScope()) {
      store._wait(new StringVector("subtext/heard/" + rank), new Milliseconds(HEARING_MILLIS));
    } catch (RuntimeException e) {
      return; // who does not answer does not want to know
    }
  }

  private byte[] hash(String what, byte[] nonce) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(place.secret(), ALGORITHM));
      mac.update(
          "%s of %s, attempt %s:".formatted(what, place.size(), place.attempt()).getBytes(UTF_8));
      return mac.doFinal(nonce);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private void put(String key, byte[] value) {
    try (PointerScope pointers = new PointerScope()) {
      store.set("subtext/" + key, new ByteVector(value));
    }
  }

  /** Waits until it is there. */
  private byte[] get(String key) {
    try (PointerScope pointers = new PointerScope()) {
      return store.get("subtext/" + key).get();
    } catch (RuntimeException e) {
      throw new LostProcessException(
          "process %d of %d has waited for the others in vain (%s)"
              .formatted(place.rank(), place.size(), Gloo.firstLine(e)),
          e);
    }
  }
}
