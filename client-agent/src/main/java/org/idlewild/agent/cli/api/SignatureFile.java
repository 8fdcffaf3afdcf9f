package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.protocol.boinc.Launcher;
import org.idlewild.protocol.boinc.LegacyPrivateKey;

/**
 * {@code idlewild-signatures.json} beside a description: what lets BOINC's clients run the version.
 * Our launcher is signed too, because programs that know nothing of BOINC are started by it.
 */
public final class SignatureFile {
  private static final String NAME = "idlewild-signatures.json";
  private static final String SIGNATURES = "signatures";

  private final ObjectNode content;

  private SignatureFile(ObjectNode content) {
    this.content = content;
  }

  /** Where it lies in a folder. */
  public static Path in(Path folder) {
    return folder.resolve(NAME);
  }

  /** Signs all files of a version, and writes that into its folder. */
  public static SignatureFile write(Path folder, Map<String, Path> files, LegacyPrivateKey key)
      throws IOException {
    ObjectNode content = Json.object();
    ArrayNode all = content.putArray(SIGNATURES);
    for (Map.Entry<String, Path> file : files.entrySet()) {
      try (InputStream in = Files.newInputStream(file.getValue())) {
        add(all, file.getKey(), Sha256.of(file.getValue()).hex(), key.sign(in));
      }
    }
    try (InputStream in = new ByteArrayInputStream(Launcher.bytes())) {
      add(all, Launcher.NAME, Launcher.sha256(), key.sign(in));
    }
    Files.writeString(in(folder), Json.pretty(content) + "\n");
    return new SignatureFile(content);
  }

  private static void add(ArrayNode all, String name, String sha256, String signature) {
    all.addObject().put("name", name).put("sha256", sha256).put("signature", signature);
  }

  /** Reads that of a folder, if there is one; it must be of just these files. */
  public static Optional<SignatureFile> read(Path folder, Map<String, Path> files)
      throws IOException {
    Path path = in(folder);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    if (parse(path) instanceof ObjectNode content && content.path(SIGNATURES).isArray()) {
      check(path, content, files);
      return Optional.of(new SignatureFile(content));
    }
    throw CommandFailed.failed("%s is expected as './idlewild sign' writes it.", path);
  }

  private static JsonNode parse(Path path) throws IOException {
    try {
      return Json.read(Files.readAllBytes(path));
    } catch (JsonProcessingException e) {
      throw CommandFailed.failed("%s is no JSON: sign again.", path);
    }
  }

  private static void check(Path path, ObjectNode content, Map<String, Path> files)
      throws IOException {
    Set<String> signed = new HashSet<>();
    content.path(SIGNATURES).forEach(each -> signed.add(each.path("sha256").asText()));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      if (!signed.contains(Sha256.of(file.getValue()).hex())) {
        throw CommandFailed.failed("%s is not what %s is about: sign again.", file.getKey(), path);
      }
    }
    if (!signed.contains(Launcher.sha256())) {
      throw CommandFailed.failed("%s is about another launcher: sign again.", path);
    }
  }

  /** What was signed, by name. */
  public JsonNode signatures() {
    return content.path(SIGNATURES);
  }

  /** Sends it to a server, which checks it and keeps all or none. */
  public JsonNode send(Api api) {
    return api.put("/signatures", content);
  }
}
