package org.idlewild.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.idlewild.agent.policy.Preferences;
import org.idlewild.agent.testing.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent, with real sandboxes, and a server made for it. */
abstract class AgentAndServer {
  static final String COPY = "cat in.txt > out; echo \"$1|$2\" >> out; echo noise >&2";

  @TempDir Path data;
  FakeServer server;
  Agent agent;
  CompletableFuture<Void> running;

  @BeforeEach
  void startServer() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    stopAgent();
    server.close();
  }

  AgentSettings settings(boolean unsandboxed, String token) {
    return new AgentSettings(
        server.uri(),
        data,
        "tester",
        2,
        1L << 30,
        unsandboxed,
        Optional.ofNullable(token),
        Preferences.always());
  }

  void start() throws AgentFailure {
    start(settings(false, "once"));
  }

  void start(AgentSettings settings) throws AgentFailure {
    agent = Agent.open(settings);
    running =
        CompletableFuture.runAsync(
            () -> {
              try {
                agent.run();
              } catch (AgentFailure e) {
                throw new IllegalStateException(e);
              }
            },
            work -> new Thread(work, "agent").start());
  }

  void stopAgent() {
    if (agent != null) {
      agent.close();
      agent = null;
    }
  }

  String output(long id, String name) {
    return new String(server.output(id, name), StandardCharsets.UTF_8);
  }
}
