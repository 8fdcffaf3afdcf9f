package org.idlewild.load.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers each connection's requests with the next answers that it was given, byte by byte. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<List<String>> connections;
  private final List<String> heads = Collections.synchronizedList(new ArrayList<>());
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());

  /** The answers of each connection in turn, after the last of which it is closed. */
  ScriptedServer(List<List<String>> connections) throws IOException {
    this.connections = connections;
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "scripted server");
    thread.setDaemon(true);
    thread.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** First lines of the requests that came. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  /** Bodies of the requests that came. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  private void serve() {
    try {
      for (List<String> answers : connections) {
        try (Socket connection = socket.accept()) {
          answer(connection, answers);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(Socket connection, List<String> answers) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    for (String answer : answers) {
      request(in);
      connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void request(BufferedReader in) throws IOException {
    heads.add(in.readLine());
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    StringBuilder body = new StringBuilder();
    while (body.length() < length) {
      body.append((char) in.read());
    }
    bodies.add(body.toString());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
