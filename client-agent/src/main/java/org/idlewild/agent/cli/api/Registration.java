package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.wrapper.ProgramFormat;

/**
 * An application version in a folder: {@code idlewild-app.json} with {@code app} and {@code
 * manifest}, and the manifest's files beside it or in {@code target/}.
 */
public final class Registration {
  private static final String DESCRIPTION = "idlewild-app.json";
  private static final long DESCRIPTION_LIMIT = 1 << 20;

  /** Of a version; with the number, what makes it another. */
  private static final List<String> KIND = List.of("/version", "/platform", "/planClass/name");

  private static final List<String> PLUGINS = List.of("validator", "assimilator");
  private static final List<String> SETTINGS =
      List.of("validatorOptions", "assimilatorOptions", "policy");

  private final String app;
  private final ObjectNode description;
  private final ObjectNode manifest;
  private final Map<String, Path> files;
  private boolean made;
  private boolean stood;

  private Registration(ObjectNode description, Map<String, Path> files) {
    this.app = description.path("app").asText();
    this.description = description;
    this.manifest = (ObjectNode) description.get("manifest");
    this.files = files;
  }

  /** Reads and checks a folder; the SHA-256 of each file goes into the manifest. */
  public static Registration read(Path folder) throws IOException {
    Path path = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(path) || Files.size(path) > DESCRIPTION_LIMIT) {
      throw CommandFailed.failed("%s is expected to hold a file %s.", folder, DESCRIPTION);
    }
    ObjectNode description = parse(path);
    Map<String, Path> files = new LinkedHashMap<>();
    for (JsonNode entry : description.path("manifest").path("files")) {
      String name = entry.path("name").asText();
      Path file = locate(folder, name);
      ((ObjectNode) entry).put("sha256", Sha256.of(file).hex());
      files.put(name, file);
    }
    return new Registration(description, files);
  }

  /** The application's name. */
  public String app() {
    return app;
  }

  /** Its files, by name. */
  public Map<String, Path> files() {
    return Collections.unmodifiableMap(files);
  }

  /** The programs for Windows among its files, and whatever is called one. */
  public List<Path> windowsPrograms() throws IOException {
    List<Path> programs = new ArrayList<>();
    if (manifest.path("platform").asText().startsWith("windows-")) {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        boolean main = file.getKey().equals(manifest.path("main").asText());
        if (main || isProgram(file.getValue())) {
          programs.add(file.getValue());
        }
      }
    }
    return programs;
  }

  private static boolean isProgram(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return switch (ProgramFormat.of(in.readNBytes(ProgramFormat.ENOUGH))) {
        case WINDOWS_X86_64, WINDOWS_X86 -> true;
        default -> false;
      };
    }
  }

  /** Whether signatures may be cut out of them. */
  public boolean stripsSignatures() {
    return manifest.path("evm").path("stripSignature").asBoolean();
  }

  /**
   * Registers the application if it is new, then the version; one that stands already is left
   * alone.
   */
  public JsonNode send(Api api, String boundary) {
    registerApp(api);
    Multipart body = new Multipart(boundary).json("manifest", manifest);
    files.forEach((name, file) -> body.file("file", name, "application/octet-stream", file));
    String path = "/apps/" + app + "/versions";
    try {
      return api.post(path, body.contentType(), body.body());
    } catch (Refused e) {
      return sameVersion(api, e);
    }
  }

  /**
   * Whether the description has settings that changed nothing, because the application stood before
   * it was sent.
   */
  public boolean settingsStay() {
    return stood && SETTINGS.stream().anyMatch(description::has);
  }

  private void registerApp(Api api) {
    ObjectNode request = Json.object().put("name", app);
    Stream.concat(PLUGINS.stream(), SETTINGS.stream())
        .filter(description::has)
        .forEach(key -> request.set(key, description.get(key)));
    try {
      api.post("/apps", request);
      made = true;
    } catch (Refused e) {
      if (e.httpStatus() != 409) {
        throw e;
      }
      stood = !made;
    }
  }

  /** The version that stood before, when its files are the same; else the server's refusal. */
  private JsonNode sameVersion(Api api, Refused refusal) {
    if (refusal.httpStatus() == 409) {
      for (JsonNode version : api.get("/apps/" + app).path("versions")) {
        if (kind(version).equals(kind(manifest)) && digests(version).equals(digests(manifest))) {
          return version;
        }
      }
    }
    throw refusal;
  }

  private static List<String> kind(JsonNode version) {
    return KIND.stream().map(at -> version.at(at).asText("")).toList();
  }

  private static Map<String, String> digests(JsonNode version) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (JsonNode file : version.path("files")) {
      digests.put(file.path("name").asText(), file.path("sha256").asText());
    }
    return digests;
  }

  private static ObjectNode parse(Path path) throws IOException {
    JsonNode node;
    try {
      node = Json.read(Files.readAllBytes(path));
    } catch (JsonProcessingException e) {
      throw CommandFailed.failed(
          "%s is no JSON: line %d, column %d.",
          path, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
    if (node instanceof ObjectNode object
        && object.path("app").asText("").matches("[A-Za-z0-9._-]{1,120}")
        && object.path("manifest").isObject()
        && object.path("manifest").path("files").isArray()) {
      return object;
    }
    throw CommandFailed.failed(
        "%s is expected to have \"app\" and \"manifest\" with \"files\".", path);
  }

  private static Path locate(Path folder, String name) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}")) {
      throw CommandFailed.failed("'%s' is no plain file name.", name);
    }
    for (Path file : new Path[] {folder.resolve(name), folder.resolve("target").resolve(name)}) {
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw CommandFailed.failed(
        "%s is neither in %s nor in its folder target: build it first.", name, folder);
  }
}
