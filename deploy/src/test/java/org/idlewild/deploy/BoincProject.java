package org.idlewild.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.api.SignatureFile;
import org.idlewild.agent.cli.local.ClientKeys;

/** A server that serves BOINC's clients, and clients that are attached to it. */
final class BoincProject implements AutoCloseable {
  private final SmallGrid grid;
  private final ClientKeys keys;
  private final Map<String, BoincClient> clients = new LinkedHashMap<>();

  private BoincProject(SmallGrid grid) throws IOException {
    this.grid = grid;
    keys = new ClientKeys(grid.folder().resolve("keys"));
    keys.make(new SecureRandom());
    Files.createSymbolicLink(grid.local().serverData().resolve("boinc"), keys.server());
  }

  static BoincProject start(String name) throws IOException {
    return new BoincProject(SmallGrid.start(name));
  }

  SmallGrid grid() {
    return grid;
  }

  /** As people type it. */
  String url() {
    return grid.local().address() + "/boinc/";
  }

  /** Of a user who is made if need be. */
  String accountKey(String user) throws IOException {
    grid.local().user(user, "VOLUNTEER");
    return grid.local()
        .operator()
        .post("/account-keys", Json.object().put("user", user))
        .path("accountKey")
        .asText();
  }

  /** Starts a client that is attached to nothing. */
  BoincClient client(String name) throws IOException {
    BoincClient client = BoincClient.start(grid.folder().resolve("clients").resolve(name));
    clients.put(name, client);
    return client;
  }

  /** Starts a client that computes for a user. */
  BoincClient attached(String name, String user) throws IOException {
    BoincClient client = client(name);
    client.attach(url(), accountKey(user));
    return client;
  }

  /** Registers a shell script as a native program for all, signed. */
  void register(String app, String script, String outputs, String more) throws IOException {
    Path folder = grid.app(app);
    Files.writeString(folder.resolve(app + ".sh"), script);
    Files.writeString(
        folder.resolve("idlewild-app.json"),
        """
        {"app":"%1$s","policy":{"tail":0},"manifest":{"version":1,"platform":"linux-x86_64","main":"%1$s.sh",
         "files":[{"name":"%1$s.sh"}],"outputs":[%2$s]%3$s}}
        """
            .formatted(app, outputs, more));
    Registration registration = Registration.read(folder);
    registration.send(grid.researcher(), "boundary");
    SignatureFile.write(folder, registration.files(), keys.code()).send(grid.local().operator());
  }

  @Override
  public void close() {
    clients.values().forEach(BoincClient::close);
    grid.close();
  }
}
