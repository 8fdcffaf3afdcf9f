package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Http;
import org.idlewild.agent.cli.api.Json;
import picocli.CommandLine.Option;

/** The options of each command that talks to a server. */
final class ServerOptions {
  /** Forms of the answer. */
  enum Form {
    TEXT,
    JSON
  }

  private static final Path OPERATOR = Path.of("idlewild-data", "operator.token");

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the server's address; else $IDLEWILD_SERVER, else http://127.0.0.1:8080")
  private String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "the file with your token; else $IDLEWILD_TOKEN_FILE, else the token in $IDLEWILD_TOKEN, else"
              + " idlewild-data/operator.token when it is there")
  private Path tokenFile;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "the form of the answer",
      defaultValue = "text")
  private Form form;

  /** The server, as the user whose token was given. */
  Api connect(Surroundings surroundings) throws IOException {
    return new Api(new Http(root(surroundings), Optional.of(token(surroundings))));
  }

  /** Whether the answer is to be JSON. */
  boolean json() {
    return form == Form.JSON;
  }

  /** Prints a JSON answer when that is wanted, else the text. */
  void print(Surroundings surroundings, JsonNode answer, String text) {
    surroundings.out().println(json() ? Json.pretty(answer) : text);
  }

  private URI root(Surroundings surroundings) {
    return root(
        Optional.ofNullable(server)
            .or(() -> surroundings.variable("IDLEWILD_SERVER"))
            .orElse("http://127.0.0.1:8080"));
  }

  /** Checks a server's address. */
  static URI root(String text) {
    if (text.matches("https?://[A-Za-z0-9._\\[\\]:-]+(/[A-Za-z0-9._~/-]*)?")) {
      try {
        URI uri = URI.create(text);
        if (uri.getHost() != null) {
          return uri;
        }
      } catch (IllegalArgumentException e) {
        // Told below.
      }
    }
    throw CommandFailed.usage(
        "The server '%s' is expected as an address like http://127.0.0.1:8080.", text);
  }

  private String token(Surroundings surroundings) throws IOException {
    Optional<Path> file =
        Optional.ofNullable(tokenFile)
            .or(() -> surroundings.variable("IDLEWILD_TOKEN_FILE").map(Path::of));
    if (file.isPresent()) {
      return read(file.get());
    }
    Optional<String> token = surroundings.variable("IDLEWILD_TOKEN").map(String::strip);
    if (token.isPresent()) {
      return check(token.get(), "IDLEWILD_TOKEN");
    }
    if (Files.isReadable(OPERATOR)) {
      return read(OPERATOR);
    }
    throw CommandFailed.usage(
        "Your token is expected: --token-file FILE, or IDLEWILD_TOKEN_FILE or IDLEWILD_TOKEN.");
  }

  /** The token that a file holds. */
  static String read(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.size(file) > 4096) {
      throw CommandFailed.failed("The token file %s cannot be read.", file);
    }
    return check(Files.readString(file, StandardCharsets.UTF_8).strip(), file.toString());
  }

  private static String check(String token, String origin) {
    if (!token.matches("[!-~]{1,1000}")) {
      throw CommandFailed.failed("%s is expected to hold one token and nothing else.", origin);
    }
    return token;
  }
}
