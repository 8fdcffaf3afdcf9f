package org.idlewild.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.Api;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Registration;
import org.idlewild.agent.cli.api.SignatureFile;
import org.idlewild.agent.cli.local.ClientKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sign FOLDER}. */
@Command(
    name = "sign",
    description =
        "Signs an application version for BOINC's clients, in BOINC's form: MD5 and RSA of 1024"
            + " bits. With --key it asks no server, so that the key can stay where no network"
            + " reaches; the signatures lie in the folder then, and 'register' or --upload sends"
            + " them.")
final class SignCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "FOLDER", description = "such as deploy/examples/collatz")
  private Path folder;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "code_sign_private, as 'idlewild keys' makes it; else nothing is signed anew")
  private Path key;

  @Option(
      names = "--upload",
      description = "sends the signatures of a version that is registered to the server")
  private boolean upload;

  SignCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (key == null && !upload) {
      throw CommandFailed.usage("Either --key or --upload is expected, or both.");
    }
    Registration registration = Registration.read(folder);
    SignatureFile signatures =
        key == null
            ? signed(registration)
            : SignatureFile.write(folder, registration.files(), ClientKeys.read(key));
    if (upload) {
      Api api = server.connect(surroundings);
      surroundings.longPatience().keepTrying(() -> signatures.send(api));
    }
    server.print(surroundings, signatures.signatures(), text(signatures));
    return 0;
  }

  private SignatureFile signed(Registration registration) throws IOException {
    return SignatureFile.read(folder, registration.files())
        .orElseThrow(
            () -> CommandFailed.failed("%s is not there: sign first.", SignatureFile.in(folder)));
  }

  private String text(SignatureFile signatures) {
    Table files = new Table("SHA-256", "SIGNED FILE");
    signatures
        .signatures()
        .forEach(each -> files.row(each.path("sha256").asText(), each.path("name").asText()));
    String where =
        upload ? "The server has the signatures." : "Kept in " + SignatureFile.in(folder);
    return String.format("%s%n%s", files, where);
  }
}
