package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code multipart/form-data} body whose files are streamed from disk. Can be sent more than
 * once.
 */
public final class Multipart {
  private final String boundary;
  private final List<BodyPublisher> parts = new ArrayList<>();

  /** The boundary must not occur in any part: give something random. */
  public Multipart(String boundary) {
    this.boundary = "idlewild-" + boundary;
  }

  /** Adds a part of JSON. */
  public Multipart json(String name, JsonNode value) {
    head("name=\"" + name + "\"", "application/json");
    parts.add(BodyPublishers.ofByteArray(Json.bytes(value)));
    return this;
  }

  /** Adds a file under a plain name. */
  public Multipart file(String name, String fileName, String contentType, Path file) {
    head("name=\"" + name + "\"; filename=\"" + fileName + "\"", contentType);
    try {
      parts.add(BodyPublishers.ofFile(file));
    } catch (FileNotFoundException e) {
      throw CommandFailed.failed("The file %s cannot be read.", file);
    }
    return this;
  }

  /** For the header {@code Content-Type}. */
  public String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** The whole body. */
  public BodyPublisher body() {
    List<BodyPublisher> all = new ArrayList<>(parts);
    all.add(text("\r\n--" + boundary + "--\r\n"));
    return BodyPublishers.concat(all.toArray(new BodyPublisher[0]));
  }

  private void head(String disposition, String contentType) {
    parts.add(
        text(
            (parts.isEmpty() ? "" : "\r\n")
                + ("--" + boundary + "\r\n")
                + ("Content-Disposition: form-data; " + disposition + "\r\n")
                + ("Content-Type: " + contentType + "\r\n\r\n")));
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
  }
}
