package org.idlewild.agent.server;

import java.io.IOException;
import org.idlewild.agent.files.Refused;
import org.idlewild.protocol.ChallengeReply;
import org.idlewild.protocol.ChallengeRequest;
import org.idlewild.protocol.Protocol;
import org.idlewild.protocol.SessionReply;
import org.idlewild.protocol.SessionRequest;

/**
 * The session with the server, opened when it is needed and again when the server has forgotten it.
 */
public final class Session {
  private static final int UNAUTHORISED = 401;
  private static final int NOT_FOUND = 404;

  private final Http http;
  private final Identity identity;
  private final long hostId;
  private String token;

  /** Makes one; nothing is sent yet. */
  public Session(Http http, Identity identity, long hostId) {
    this.http = http;
    this.identity = identity;
    this.hostId = hostId;
  }

  /** Makes a call in the session; once more in a new one if the server does not know it. */
  <T> T call(Call<T> call) throws IOException {
    String first = current();
    try {
      return call.with(first);
    } catch (Refused e) {
      if (e.status() != UNAUTHORISED) {
        throw e;
      }
      forget(first);
      return again(call);
    }
  }

  /** A fresh session that is refused at once is the server's trouble, not an answer to the call. */
  private <T> T again(Call<T> call) throws IOException {
    try {
      return call.with(current());
    } catch (Refused e) {
      throw e.status() == UNAUTHORISED ? new IOException(e.getMessage(), e) : e;
    }
  }

  private synchronized String current() throws IOException {
    if (token == null) {
      token = open();
    }
    return token;
  }

  /** Another thread may have opened a new one meanwhile. */
  private synchronized void forget(String old) {
    if (old.equals(token)) {
      token = null;
    }
  }

  private String open() throws IOException {
    try {
      ChallengeReply challenge =
          http.post(
              Protocol.CHALLENGE,
              new ChallengeRequest(Protocol.VERSION, hostId),
              ChallengeReply.class);
      String proof = identity.sign(Protocol.sessionProof(hostId, challenge.challenge()));
      SessionRequest request =
          new SessionRequest(Protocol.VERSION, hostId, challenge.challenge(), proof);
      return http.post(Protocol.SESSION, request, SessionReply.class).token();
    } catch (Refused e) {
      // A transfer must not fail for good because the server is being set up again.
      throw new IOException(
          e.status() == NOT_FOUND
              ? "The server does not know this host; if that lasts, it must be enrolled again."
              : "The server gives this host no session: " + e.getMessage(),
          e);
    }
  }

  /** Something to do with a session's token. */
  interface Call<T> {
    T with(String token) throws IOException;
  }
}
