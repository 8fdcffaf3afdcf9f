package org.idlewild.agent.server;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.idlewild.agent.files.Refused;
import org.idlewild.protocol.Protocol;

/** Requests to one server. */
public final class Http implements Closeable {
  private static final long CONNECT_SECONDS = 10;
  private static final long READ_SECONDS = 60;
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final int OK = 200;
  private static final int REDIRECTION = 300;
  private static final int SERVER_ERROR = 500;

  static {
    // The runtime would send a POST again when a connection breaks; a one-time token would be used
    // up by the first.
    if (System.getProperty("sun.net.http.retryPost") == null) {
      System.setProperty("sun.net.http.retryPost", "false");
    }
  }

  private final Client client;
  private final String root;
  private final String userAgent;

  /**
   * Makes a client.
   *
   * @param server the server's root
   * @param version the agent's version
   */
  public Http(URI server, String version) {
    this.client =
        ClientBuilder.newBuilder()
            .sslContext(trust())
            .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
            .build();
    this.root = server.toString().replaceAll("/+$", "") + Protocol.SCHEDULER;
    this.userAgent = "idlewild-agent/" + version;
  }

  /** The library would make one of its own, which knows nobody that this process was told of. */
  private static SSLContext trust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
  }

  /** Posts a message without a session. */
  <T> T post(String path, Object message, Class<T> type) throws IOException {
    return post(path, null, message, type);
  }

  /** Posts a message. */
  <T> T post(String path, String session, Object message, Class<T> type) throws IOException {
    Entity<byte[]> body = Entity.entity(JsonBody.write(message), MediaType.APPLICATION_JSON_TYPE);
    try (Answer answer = send(request(path, session), "POST", body)) {
      return JsonBody.read(answer.body(), type);
    }
  }

  /** A request to a path below {@code /scheduler}, with a session if there is one. */
  Invocation.Builder request(String path, String session) {
    Invocation.Builder request =
        client
            .target(root + path)
            .request(MediaType.APPLICATION_JSON_TYPE, MediaType.WILDCARD_TYPE)
            .header(HttpHeaders.USER_AGENT, userAgent);
    return session == null
        ? request
        : request.header(HttpHeaders.AUTHORIZATION, "Bearer " + session);
  }

  /**
   * Sends.
   *
   * @param body null for none
   * @throws Refused when the server says no for good
   * @throws IOException when it says no for now, or says nothing
   */
  Answer send(Invocation.Builder request, String method, Entity<?> body) throws IOException {
    return send(request, method, body, OK);
  }

  /**
   * Sends; one status beyond the good ones counts as an answer too.
   *
   * @throws IOException as above
   */
  Answer send(Invocation.Builder request, String method, Entity<?> body, int alsoGood)
      throws IOException {
    try {
      Invocation call = body == null ? request.build(method) : request.build(method, body);
      Answer answer = new Answer(call.invoke());
      if (answer.status() >= REDIRECTION && answer.status() != alsoGood) {
        throw failure(answer);
      }
      return answer;
    } catch (ProcessingException e) {
      throw new IOException("The server cannot be reached: " + cause(e) + ".", e);
    }
  }

  private static IOException failure(Answer answer) {
    try (answer) {
      int status = answer.status();
      String detail = JsonBody.problem(answer.body(), status);
      return status >= SERVER_ERROR || PASSING.contains(status)
          ? new IOException(detail)
          : new Refused(status, detail);
    }
  }

  private static String cause(ProcessingException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  @Override
  public void close() {
    client.close();
  }

  /**
   * An answer; to be closed.
   *
   * @param response as the library gives it
   */
  record Answer(Response response) implements AutoCloseable {

    int status() {
      return response.getStatus();
    }

    /** A header; null if there is none. */
    String header(String name) {
      return response.getHeaderString(name);
    }

    InputStream body() {
      return response.hasEntity()
          ? response.readEntity(InputStream.class)
          : InputStream.nullInputStream();
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
