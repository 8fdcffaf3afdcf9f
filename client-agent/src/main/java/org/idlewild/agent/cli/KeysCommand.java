package org.idlewild.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.local.ClientKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys FOLDER}. */
@Command(
    name = "keys",
    description =
        "Makes the keys by which BOINC's clients check a project. The format is BOINC's: MD5 and"
            + " RSA of 1024 bits. It shows accidents; it does not stop an attacker with means.")
final class KeysCommand implements Callable<Integer> {
  private static final String WHERE =
      """
      %s is the key for code: keep it, and a copy, where no network reaches.
        Whoever has it can have anything run on all of the project's hosts.
        './idlewild sign' needs it, the server never does.
      %s goes to the server as the folder 'boinc' in its data folder
        (or the setting idlewild.boinc.keys), readable by the server alone.
      What the format is worth: MD5 and RSA of 1024 bits show accidents and keep out
        those without means; they do not stop an attacker who has some. BOINC's clients
        know nothing else, so let them talk to the server by HTTPS alone.""";

  private final Surroundings surroundings;

  @Parameters(paramLabel = "FOLDER", description = "a new folder for the keys")
  private Path folder;

  @Option(
      names = "--rotate",
      paramLabel = "FOLDER",
      description =
          "the folder of the keys until now: only the key for code is new, and clients that have"
              + " a former one learn of it by its signature")
  private Path old;

  KeysCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ClientKeys keys = new ClientKeys(folder);
    if (old == null) {
      keys.make(new SecureRandom());
    } else {
      keys.succeed(new ClientKeys(old), new SecureRandom());
    }
    surroundings.out().println(WHERE.formatted(keys.offline(), keys.server()));
    if (old != null) {
      surroundings
          .out()
          .printf(
              "Former keys that lead to the new one: %d. Sign every version again,"
                  + " and send that%n  ('./idlewild sign FOLDER --upload') right after the server has"
                  + " its new folder:%n  until then clients get no new work.%n",
              keys.formerKeys());
    }
    return 0;
  }
}
