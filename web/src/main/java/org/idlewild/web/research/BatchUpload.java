package org.idlewild.web.research;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.Parts;
import org.idlewild.web.http.PlainName;
import org.idlewild.web.http.ProblemException;
import org.idlewild.web.http.Upload;

/**
 * A batch that comes as a multipart body: {@code batch}, {@code parameters} and {@code input} in
 * any order.
 */
final class BatchUpload {
  private final Keep keep;
  private final Map<String, NamedFile> inputs = new LinkedHashMap<>();
  private BatchBody batch;
  private List<Unit> lines;

  private BatchUpload(Keep keep) {
    this.keep = keep;
  }

  static BatchRequest read(String contentType, InputStream body, Keep keep) throws IOException {
    BatchUpload upload = new BatchUpload(keep);
    Parts.each(contentType, body, upload::take);
    if (upload.batch == null) {
      throw ProblemException.malformed("A part named \"batch\" is needed.");
    }
    return upload.batch.request(upload.lines, List.copyOf(upload.inputs.values()));
  }

  private void take(Parts.Part part) throws IOException {
    switch (part.name()) {
      case "batch" -> {
        Bodies.once("batch", batch);
        batch = Bodies.part("batch", part.content(), BatchBody.class);
      }
      case "parameters" -> {
        Bodies.once("parameters", lines);
        lines = ParameterLines.read(part.content());
      }
      case "input" -> input(part);
      default ->
          throw ProblemException.malformed(
              "Parts are named \"batch\", \"parameters\" and \"input\", nothing else.");
    }
  }

  private void input(Parts.Part part) throws IOException {
    String name = PlainName.of(part.fileName().orElse(null));
    if (inputs.containsKey(name)) {
      throw ProblemException.malformed("Input \"" + name + "\" must come only once.");
    }
    String sha256 = keep.keep(part.content(), Upload.LIMIT).sha256();
    inputs.put(name, new NamedFile(name, sha256));
  }
}
