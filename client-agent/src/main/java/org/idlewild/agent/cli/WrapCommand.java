package org.idlewild.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.idlewild.agent.cli.api.CommandFailed;
import org.idlewild.agent.cli.api.Json;
import org.idlewild.agent.cli.local.SealingKey;
import org.idlewild.agent.evm.Shim;
import org.idlewild.wrapper.InvalidManifest;
import org.idlewild.wrapper.Manifest;
import org.idlewild.wrapper.Scan;
import org.idlewild.wrapper.Seal;
import org.idlewild.wrapper.Signature;
import org.idlewild.wrapper.Wrap;
import org.idlewild.wrapper.WrapRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wrap}. */
@Command(
    name = "wrap",
    description = "Wraps a Windows program with its libraries, so that the EVM can run it.")
final class WrapCommand implements Callable<Integer> {
  private static final int SHOWN_FINDINGS = 3;

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "a program and the libraries it needs beyond those of Windows")
  private List<Path> originals;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      required = true,
      description = "where the wrapped files go: a new or empty folder, or one of wrapped files")
  private Path out;

  @Option(
      names = "--strip-signature",
      description = "cuts signatures out, which no change survives; else signed files are refused")
  private boolean stripSignature;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "seals the manifest with this private Ed25519 key (PEM); else it has only a sum")
  private Path key;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "the form of the answer")
  private ServerOptions.Form form;

  WrapCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Seal seal = key == null ? Seal.sum() : SealingKey.read(key);
    Signature signature = stripSignature ? Signature.STRIP : Signature.REFUSE;
    try {
      Shim shim = Shim.below(surroundings.home());
      Map<String, Scan> scans = new Wrap(signature, shim.libraries(), seal).files(originals, out);
      byte[] manifest = Files.readAllBytes(out.resolve(Manifest.NAME));
      print(Manifest.read(manifest, seal).files(), scans);
      return 0;
    } catch (WrapRefused e) {
      throw CommandFailed.failed("%s", e.getMessage());
    } catch (InvalidManifest e) {
      throw CommandFailed.failed("Somebody else wrote to %s meanwhile: %s", out, e.getMessage());
    }
  }

  private void print(List<Manifest.Program> files, Map<String, Scan> scans) {
    if (form == ServerOptions.Form.JSON) {
      surroundings.out().println(Json.pretty(json(files, scans)));
      return;
    }
    Table table = new Table("VERDICT", "PLATFORM", "BYTES", "FILE", "WHY");
    for (Manifest.Program file : files) {
      String verdict = file.wrapped() ? file.verdict().text() : "-";
      table.row(verdict, file.machine().platform(), file.size(), file.name(), why(file, scans));
    }
    surroundings.out().println(table);
    surroundings.say(
        key != null
            ? "The manifest is sealed with your key."
            : "The manifest has a sum but no signature: it shows accidents, not changes on purpose.");
  }

  private static String why(Manifest.Program file, Map<String, Scan> scans) {
    if (!file.wrapped()) {
      return "the virtual machine's own";
    }
    Scan scan = scans.get(file.name());
    List<String> findings =
        scan.findings().stream().limit(SHOWN_FINDINGS).map(Object::toString).toList();
    int more = scan.findings().size() - findings.size();
    String text = String.join("; ", findings) + (more > 0 ? "; " + more + " more" : "");
    return (String.join(" ", scan.notes()) + " " + text).strip();
  }

  private ObjectNode json(List<Manifest.Program> files, Map<String, Scan> scans) {
    ObjectNode answer = Json.object().put("folder", out.toString()).put("signed", key != null);
    ArrayNode array = answer.putArray("files");
    for (Manifest.Program file : files) {
      ObjectNode node =
          array
              .addObject()
              .put("name", file.name())
              .put("sha256", file.sha256())
              .put("bytes", file.size())
              .put("platform", file.machine().platform())
              .put("wrapped", file.wrapped())
              .put("verdict", file.verdict().text());
      Scan scan = scans.get(file.name());
      scan.notes().forEach(node.putArray("notes")::add);
      ArrayNode findings = node.putArray("findings");
      scan.findings().forEach(finding -> findings.add(finding.toString()));
    }
    return answer;
  }
}
