package org.idlewild.web.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Authorization header with a bearer token (RFC 6750). */
public final class Bearer {
  /** What a 401 asks for. */
  public static final String CHALLENGE = "Bearer realm=\"idlewild\"";

  private static final Pattern HEADER =
      Pattern.compile("Bearer +([A-Za-z0-9._~+/-]{1,512}=*) *", Pattern.CASE_INSENSITIVE);

  private Bearer() {}

  /** The token of a header, or empty when there is no header or no token that could be one. */
  public static Optional<String> token(String header) {
    if (header == null || header.length() > 600) {
      return Optional.empty();
    }
    Matcher matcher = HEADER.matcher(header);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The answer to a request without a token that is good here. */
  public static Response refusal(String detail) {
    return Problem.of(401, detail)
        .response()
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .build();
  }
}
