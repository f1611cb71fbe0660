package subtext.serve;

import org.jspecify.annotations.Nullable;

/**
 * A request that is answered with an error. The message goes to the client: it names no file of
 * this machine.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Seconds after which another try is worth it. */
  static final int RETRY_AFTER = 1;

  private final Kind kind;
  private final @Nullable String param;

  /** What went wrong, with its status of HTTP and its code of OpenAI's error object. */
  enum Kind {
    MALFORMED(400, "invalid_request_error", "malformed"),
    WRONG_FIELD(400, "invalid_request_error", "invalid_field"),
    UNAUTHORIZED(401, "authentication_error", "invalid_api_key"),
    FORBIDDEN(403, "permission_error", "forbidden"),
    NO_MODEL(404, "invalid_request_error", "model_not_found"),
    NOT_FOUND(404, "invalid_request_error", "not_found"),
    NO_METHOD(405, "invalid_request_error", "method_not_allowed"),
    TOO_LARGE(413, "invalid_request_error", "too_large"),
    UNFIT(422, "invalid_request_error", "unprocessable"),
    BUSY(429, "rate_limit_error", "queue_full"),
    FAILED(500, "server_error", "internal_error"),
    UNAVAILABLE(503, "server_error", "unavailable"),
    TIMEOUT(504, "server_error", "timeout");

    private final int status;
    private final String type;
    private final String code;

    Kind(int status, String type, String code) {
      this.status = status;
      this.type = type;
      this.code = code;
    }

    int status() {
      return status;
    }

    /** Whether the same request may succeed later. */
    boolean isPassing() {
      return this == BUSY || this == UNAVAILABLE;
    }
  }

  Problem(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * @param param the field of the request that is to blame
   */
  Problem(Kind kind, String message, @Nullable String param) {
    super(message, null, false, false);
    this.kind = kind;
    this.param = param;
  }

  /** What the client gets: OpenAI's error object. */
  record Body(ErrorObject error) {
    record ErrorObject(String message, String type, @Nullable String param, String code) {}
  }

  Kind kind() {
    return kind;
  }

  Body body() {
    return new Body(
        new Body.ErrorObject(String.valueOf(getMessage()), kind.type, param, kind.code));
  }
}
