package subtext.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;

/** What requests must bear. Only its hash is kept. */
public final class AccessToken {
  private static final int LEAST = 16;
  private static final String SCHEME = "bearer ";

  private final byte[] hash;

  private AccessToken(String token) {
    this.hash = Hashes.bytes(token);
  }

  /**
   * The token that {@code file} holds, white space around it aside.
   *
   * @throws InputException if there is none, or it is too short or has white space in it
   */
  public static AccessToken read(Path file) {
    String token;
    try {
      token = Files.readString(file).strip();
    } catch (IOException e) {
      throw new InputException("--token-file: %s cannot be read (%s)".formatted(file, e), e);
    }
    if (token.length() < LEAST || token.chars().anyMatch(each -> each <= ' ' || each > '~')) {
      throw new InputException(
          "--token-file: %s must hold one token of %d printable characters or more; make one with: openssl rand -hex 32"
              .formatted(file, LEAST));
    }
    return new AccessToken(token);
  }

  /**
   * Whether the header {@code Authorization} bears it; the time says nothing of where they differ.
   */
  boolean isBorneBy(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    return MessageDigest.isEqual(
        hash, Hashes.bytes(authorization.substring(SCHEME.length()).strip()));
  }
}
