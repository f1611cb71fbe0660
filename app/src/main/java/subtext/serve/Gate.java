package subtext.serve;

import io.javalin.http.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask. */
final class Gate {
  /** What browsers say of requests of the page itself, and of addresses that a person typed. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final @Nullable AccessToken token;

  Gate(@Nullable AccessToken token) {
    this.token = token;
  }

  /**
   * Lets a request through that bears the token, or, without one, comes from this machine and from
   * no page of another site: a browser may be made to believe that the name of such a site is this
   * machine's.
   *
   * @throws Problem for any other
   */
  void check(Context context) {
    if (isOpen(context.path())) {
      return;
    }
    if (token != null) {
      if (!token.isBorneBy(context.header("Authorization"))) {
        throw new Problem(
            Problem.Kind.UNAUTHORIZED, "give the server's token: Authorization: Bearer TOKEN");
      }
      return;
    }
    String host = context.host();
    if (host == null || !Loopback.isNamedBy(host)) {
      throw new Problem(
          Problem.Kind.FORBIDDEN, "the header Host must name this machine: localhost or 127.0.0.1");
    }
    String origin = context.header("Origin");
    String site = context.header("Sec-Fetch-Site"); // a picture of another site has no Origin
    if ((origin != null && !origin.equals("http://" + host))
        || (site != null && !OWN.contains(site))) {
      throw new Problem(Problem.Kind.FORBIDDEN, "pages of other sites may not ask this server");
    }
  }

  /**
   * What holds no secret, and is asked for without a token: whether the server lives, and the page,
   * which asks with the token.
   */
  static boolean isOpen(String path) {
    return path.equals("/health/live") || path.equals("/") || path.startsWith("/explorer/");
  }
}
