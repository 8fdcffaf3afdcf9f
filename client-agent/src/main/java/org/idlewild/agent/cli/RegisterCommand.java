package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Refused;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.api.SignatureFile;
import org.idlewild.agent.evm.Shim;
import org.idlewild.agent.evm.Wrapper;
import org.idlewild.wrapper.Signature;
import org.idlewild.wrapper.WrapRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code register FOLDER}. */
@Command(
    name = "register",
    description =
        "Registers the application version that a folder with an idlewild-app.json describes.")
final class RegisterCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "FOLDER", description = "such as deploy/examples/mersenne")
  private Path folder;

  RegisterCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Registration registration = Registration.read(folder);
    checkPrograms(registration);
    Optional<SignatureFile> signatures = SignatureFile.read(folder, registration.files());
    Api api = server.connect(surroundings);
    String boundary = surroundings.unique().get();
    JsonNode version =
        surroundings.longPatience().keepTrying(() -> registration.send(api, boundary));
    signatures.ifPresent(file -> send(file, api));
    if (registration.settingsStay()) {
      surroundings.say(
          String.format(
              "The application %1$s stands already; its settings stay ('idlewild app set %1$s'"
                  + " changes them).",
              registration.app()));
    }
    server.print(surroundings, version, text(registration.app(), version));
    return 0;
  }

  /** A server that serves no BOINC clients wants no signatures. */
  private void send(SignatureFile signatures, Api api) {
    try {
      surroundings.longPatience().keepTrying(() -> signatures.send(api));
    } catch (Refused e) {
      if (e.httpStatus() != 409) {
        throw e;
      }
      surroundings.say(e.getMessage());
    }
  }

  /** What no desktop could wrap is not even sent. */
  private void checkPrograms(Registration registration) throws IOException {
    List<Path> programs = registration.windowsPrograms();
    if (programs.isEmpty()) {
      return;
    }
    Signature signature = registration.stripsSignatures() ? Signature.STRIP : Signature.REFUSE;
    try {
      new Wrapper(Shim.below(surroundings.home())).check(programs, signature);
    } catch (WrapRefused e) {
      throw CommandFailed.failed("%s", e.getMessage());
    }
  }

  private static String text(String app, JsonNode version) {
    Table files = new Table("SHA-256", "BYTES", "FILE");
    for (JsonNode file : version.path("files")) {
      files.row(
          file.path("sha256").asText(), file.path("bytes").asText(), file.path("name").asText());
    }
    return String.format("%s version %d%n%s", app, version.path("version").asInt(), files);
  }
}
