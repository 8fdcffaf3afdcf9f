package org.idlewild.web.research;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.idlewild.scheduler.batch.Manifest;
import org.idlewild.web.http.Parts;
import org.idlewild.web.http.PlainName;
import org.idlewild.web.http.ProblemException;
import org.idlewild.web.http.Upload;
import org.idlewild.work.StoredFile;

/**
 * An app version as it came, its parts in any order.
 *
 * @param manifest what the files are
 * @param files what was kept, by file name
 */
record VersionUpload(Manifest manifest, Map<String, StoredFile> files) {

  static VersionUpload read(String contentType, InputStream body, Keep keep) throws IOException {
    Collector collector = new Collector(keep);
    Parts.each(contentType, body, collector::take);
    return new VersionUpload(collector.manifest(), collector.files);
  }

  private static final class Collector {
    private final Keep keep;
    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private Manifest manifest;

    Collector(Keep keep) {
      this.keep = keep;
    }

    void take(Parts.Part part) throws IOException {
      switch (part.name()) {
        case "manifest" -> {
          Bodies.once("manifest", manifest);
          manifest = Bodies.part("manifest", part.content(), Manifest.class);
        }
        case "file" -> {
          String name = PlainName.of(part.fileName().orElse(null));
          if (files.containsKey(name)) {
            throw ProblemException.malformed("File \"" + name + "\" must come only once.");
          }
          files.put(name, keep.keep(part.content(), Upload.LIMIT));
        }
        default ->
            throw ProblemException.malformed(
                "Parts are named \"manifest\" and \"file\", nothing else.");
      }
    }

    Manifest manifest() {
      if (manifest == null) {
        throw ProblemException.malformed("A part named \"manifest\" is needed.");
      }
      return manifest;
    }
  }
}
