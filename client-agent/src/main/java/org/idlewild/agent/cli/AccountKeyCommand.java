package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.local.PasswordHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code account-key}. */
@Command(
    name = "account-key",
    description = {
      "Shows the key by which BOINC clients attach to an account; the first time it is made.",
      "It lets them compute for the account and nothing else."
    })
final class AccountKeyCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 1000;
  private static final int LEAST = 8;
  private static final int MOST = 200;

  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Option(names = "--user", paramLabel = "NAME", description = "whose; else yours (operator)")
  private String user;

  @Option(
      names = "--renew",
      description = "makes another key; clients that have the old one get no more work")
  private boolean renew;

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      description = "lets clients attach by this address and a password too")
  private String email;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "with --email: the file with the password, 8 to 200 characters")
  private Path password;

  AccountKeyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if ((email == null) != (password == null)) {
      throw CommandFailed.usage("--email and --password-file are expected together.");
    }
    ObjectNode body = Json.object().put("renew", renew);
    if (user != null) {
      body.put("user", user);
    }
    if (email != null) {
      body.put("email", email).put("passwordHash", PasswordHash.of(email, secret()));
    }
    JsonNode answer = server.connect(surroundings).post("/account-keys", body);
    server.print(surroundings, answer, "account key: " + answer.path("accountKey").asText());
    return 0;
  }

  private String secret() throws IOException {
    if (!Files.isReadable(password) || Files.size(password) > MOST_BYTES) {
      throw CommandFailed.failed("The password file %s cannot be read.", password);
    }
    String secret = Files.readString(password, StandardCharsets.UTF_8).strip();
    if (secret.length() < LEAST || secret.length() > MOST) {
      throw CommandFailed.failed("A password is expected to have 8 to 200 characters.");
    }
    return secret;
  }
}
