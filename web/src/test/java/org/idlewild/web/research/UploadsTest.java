package org.idlewild.web.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.ProblemException;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.Test;

class UploadsTest {
  private static final String TYPE = "multipart/form-data; boundary=XX";
  private static final String SHA = "0".repeat(64);
  private static final String MANIFEST =
      "{\"version\":1,\"platform\":\"java\",\"main\":\"a.jar\",\"arguments\":[],\"files\":[],\"outputs\":[]}";

  private final List<String> kept = new ArrayList<>();

  @Test
  void aVersionIsItsManifestAndItsFilesInAnyOrder() throws IOException {
    VersionUpload upload =
        VersionUpload.read(
            TYPE, body(file("file", "a.jar", "abc"), part("manifest", MANIFEST)), this::keep);
    assertThat(upload.manifest().main()).isEqualTo("a.jar");
    assertThat(upload.files()).containsOnlyKeys("a.jar");
    assertThat(kept).containsExactly("abc");
  }

  @Test
  void aFileNameWithAFolderIsRefusedBeforeAnythingIsKept() {
    assertThatThrownBy(
            () ->
                VersionUpload.read(
                    TYPE,
                    body(part("manifest", MANIFEST), file("file", "../x", "abc")),
                    this::keep))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("A file name must");
    assertThat(kept).isEmpty();
  }

  @Test
  void aVersionNeedsExactlyOneManifest() {
    assertThatThrownBy(() -> VersionUpload.read(TYPE, body(file("file", "a", "1")), this::keep))
        .hasMessage("A part named \"manifest\" is needed.");
    assertThatThrownBy(
            () ->
                VersionUpload.read(
                    TYPE, body(part("manifest", MANIFEST), part("manifest", MANIFEST)), this::keep))
        .hasMessage("Part \"manifest\" must come only once.");
    assertThatThrownBy(
            () ->
                VersionUpload.read(TYPE, body(part("manifest", "{\"version\":\"1\"}")), this::keep))
        .hasMessage("Part \"manifest\": Line 1, column 12: \"version\": a whole number expected.");
    assertThatThrownBy(() -> VersionUpload.read(TYPE, body(part("other", "")), this::keep))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aBatchIsItsJsonItsLinesAndItsInputsInAnyOrder() throws IOException {
    BatchRequest request =
        BatchUpload.read(
            TYPE,
            body(
                file("input", "in.txt", "abc"),
                part("parameters", "\"1\"\n\"2\"\n"),
                part("batch", "{\"app\":\"a\"}")),
            this::keep);
    assertThat(request.units()).containsExactly(new Unit("1", null), new Unit("2", null));
    assertThat(request.inputs()).containsExactly(new NamedFile("in.txt", SHA));
    assertThat(kept).containsExactly("abc");
  }

  @Test
  void theSameInputTwiceIsRefused() {
    assertThatThrownBy(
            () ->
                BatchUpload.read(
                    TYPE, body(file("input", "a", "1"), file("input", "a", "2")), this::keep))
        .hasMessage("Input \"a\" must come only once.");
  }

  @Test
  void aManifestHasALimit() {
    assertThatThrownBy(
            () -> VersionUpload.read(TYPE, body(part("manifest", " ".repeat(1 << 21))), this::keep))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.TOO_LARGE));
  }

  private StoredFile keep(InputStream content, long limit) throws IOException {
    kept.add(new String(content.readAllBytes(), StandardCharsets.UTF_8));
    return new StoredFile(SHA, 3);
  }

  private static String part(String name, String content) {
    return "--XX\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + content
        + "\r\n";
  }

  private static String file(String name, String fileName, String content) {
    return part(name + "\"; filename=\"" + fileName, content);
  }

  private static InputStream body(String... parts) {
    return new ByteArrayInputStream(
        (String.join("", parts) + "--XX--\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
