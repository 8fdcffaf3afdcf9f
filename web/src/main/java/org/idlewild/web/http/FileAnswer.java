package org.idlewild.web.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.idlewild.scheduler.FileContent;

/** Answers with a file: whole, in part, or only its headers; the content goes straight through. */
public final class FileAnswer {
  private static final int NOT_SATISFIABLE = 416;
  private static final int BUFFER = 64 * 1024;

  private final FileContent file;
  private final String name;
  private final HttpHeaders request;

  private FileAnswer(FileContent file, String name, HttpHeaders request) {
    this.file = file;
    this.name = name;
    this.request = request;
  }

  /**
   * The answer to a GET.
   *
   * @param file what to send
   * @param name the name that a browser saves it under
   * @param request asks for a range, or says what the caller holds already
   */
  public static Response get(FileContent file, String name, HttpHeaders request) {
    return new FileAnswer(file, name, request).answer();
  }

  /** The answer to a HEAD: the headers of a GET for the whole file. */
  public static Response head(FileContent file, String name, HttpHeaders request) {
    return new FileAnswer(file, name, request)
        .headers(Response.ok())
        .header(HttpHeaders.CONTENT_LENGTH, file.bytes())
        .build();
  }

  private Response answer() {
    String held = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
    if (held != null && names(held)) {
      return headers(Response.notModified()).build();
    }
    try {
      return ByteRange.of(range(), file.bytes()).map(this::part).orElseGet(this::whole);
    } catch (ByteRange.Unsatisfiable e) {
      return Problem.of(NOT_SATISFIABLE, "The file has " + file.bytes() + " bytes.")
          .response()
          .header("Content-Range", "bytes */" + file.bytes())
          .build();
    }
  }

  /** The range asked for, unless the caller holds a part of another file. */
  private String range() {
    String expected = request.getHeaderString("If-Range");
    return expected == null || expected.strip().equals(tag())
        ? request.getHeaderString("Range")
        : null;
  }

  private boolean names(String tags) {
    return Arrays.stream(tags.split(","))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(tag()) || tag.equals("W/" + tag()));
  }

  private Response whole() {
    return content(Response.ok(), 0, file.bytes());
  }

  private Response part(ByteRange range) {
    return content(
        Response.status(Response.Status.PARTIAL_CONTENT)
            .header("Content-Range", range.contentRange(file.bytes())),
        range.first(),
        range.length());
  }

  private Response content(Response.ResponseBuilder response, long offset, long length) {
    StreamingOutput body = out -> send(offset, length, out);
    return headers(response).header(HttpHeaders.CONTENT_LENGTH, length).entity(body).build();
  }

  private void send(long offset, long length, OutputStream out) throws IOException {
    try (InputStream in = file.opener().open(offset)) {
      byte[] buffer = new byte[BUFFER];
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
        if (read < 0) {
          throw new EOFException("the stored file is shorter than its record");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private Response.ResponseBuilder headers(Response.ResponseBuilder response) {
    return response
        .type(MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.ETAG, tag())
        .header("Accept-Ranges", "bytes")
        .header("Repr-Digest", Digests.header(file.sha256()))
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition());
  }

  private String tag() {
    return "\"" + file.sha256() + "\"";
  }

  private String disposition() {
    return Optional.of(name)
        .filter(plain -> plain.matches("[A-Za-z0-9._-]+"))
        .map(plain -> "attachment; filename=\"" + plain + "\"")
        .orElse("attachment");
  }
}
