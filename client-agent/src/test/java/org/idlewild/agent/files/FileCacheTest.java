package org.idlewild.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
  private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.UTF_8);
  private static final Blob BLOB = blob(CONTENT);

  @TempDir Path folder;
  private final List<Long> offsets = new ArrayList<>();
  private final Deque<byte[]> bodies = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private FileCache cache;
  private Download download;

  @BeforeEach
  void open() throws IOException {
    cache = new FileCache(folder, 20, () -> now);
    download = new Download(cache, this::serve);
  }

  private static Blob blob(byte[] content) {
    return new Blob(Sha256.of(content), content.length);
  }

  private ByteSource.Part serve(String sha256, long offset) {
    offsets.add(offset);
    byte[] body = bodies.remove();
    return new ByteSource.Part(offset, new ByteArrayInputStream(body));
  }

  private void use(String name) throws IOException {
    byte[] content = name.repeat(10).getBytes(StandardCharsets.UTF_8);
    bodies.add(content);
    now = now.plusSeconds(1);
    download.fetch(blob(content));
    cache.find(blob(content));
  }

  @Test
  void aFileIsFetchedOnce() throws IOException {
    bodies.add(CONTENT);

    assertThat(download.fetch(BLOB)).hasBinaryContent(CONTENT);
    assertThat(download.fetch(BLOB)).hasBinaryContent(CONTENT);

    assertThat(offsets).containsExactly(0L);
  }

  @Test
  void anEmptyFileIsAFileToo() throws IOException {
    bodies.add(new byte[0]);

    assertThat(download.fetch(blob(new byte[0]))).isEmptyFile();
  }

  @Test
  void aDownloadThatBrokeOffGoesOnWhereItWas() throws IOException {
    bodies.add(Arrays.copyOf(CONTENT, 4));
    bodies.add(Arrays.copyOfRange(CONTENT, 4, 10));

    assertThatThrownBy(() -> download.fetch(BLOB)).hasMessageContaining("broke off after 4 bytes");
    assertThat(download.fetch(BLOB)).hasBinaryContent(CONTENT);

    assertThat(offsets).containsExactly(0L, 4L);
  }

  @Test
  void aSourceThatStartsOverIsUnderstood() throws IOException {
    bodies.add(Arrays.copyOf(CONTENT, 4));
    assertThatThrownBy(() -> download.fetch(BLOB)).isInstanceOf(IOException.class);

    Download whole =
        new Download(
            cache, (sha256, offset) -> new ByteSource.Part(0, new ByteArrayInputStream(CONTENT)));

    assertThat(whole.fetch(BLOB)).hasBinaryContent(CONTENT);
  }

  @Test
  void wrongBytesAreThrownAwayAndFetchedAgain() throws IOException {
    bodies.add("012345678X".getBytes(StandardCharsets.UTF_8));
    bodies.add(CONTENT);

    assertThatThrownBy(() -> download.fetch(BLOB)).isInstanceOf(Corrupt.class);
    assertThat(cache.find(BLOB)).isEmpty();
    assertThat(download.fetch(BLOB)).hasBinaryContent(CONTENT);

    assertThat(offsets).containsExactly(0L, 0L);
  }

  @Test
  void moreBytesThanPromisedAreNotTaken() {
    Download endless =
        new Download(cache, (sha256, offset) -> new ByteSource.Part(0, new EndlessStream()));

    assertThatThrownBy(() -> endless.fetch(BLOB)).isInstanceOf(Corrupt.class);
  }

  @Test
  void theLeastRecentlyUsedFileGoesFirst() throws IOException {
    use("a");
    use("b");
    use("c");
    now = now.plusSeconds(1);
    assertThat(cache.find(blob("aaaaaaaaaa".getBytes(StandardCharsets.UTF_8)))).isPresent();

    assertThat(cache.evict(Set.of())).isEqualTo(1);

    assertThat(cache.find(blob("bbbbbbbbbb".getBytes(StandardCharsets.UTF_8)))).isEmpty();
    assertThat(cache.find(blob("aaaaaaaaaa".getBytes(StandardCharsets.UTF_8)))).isPresent();
  }

  @Test
  void whatIsHereAsAWholeIsListedTheLastUsedFirst() throws IOException {
    use("a");
    use("b");
    bodies.add(Arrays.copyOf(CONTENT, 4));
    assertThatThrownBy(() -> download.fetch(BLOB)).isInstanceOf(IOException.class);
    String a = blob("aaaaaaaaaa".getBytes(StandardCharsets.UTF_8)).sha256();
    String b = blob("bbbbbbbbbb".getBytes(StandardCharsets.UTF_8)).sha256();

    assertThat(cache.newest(1000)).containsExactly(b, a);
    assertThat(cache.newest(1)).containsExactly(b);
  }

  @Test
  void aFileInUseStays() throws IOException {
    use("a");
    use("b");
    use("c");
    Blob oldest = blob("aaaaaaaaaa".getBytes(StandardCharsets.UTF_8));

    assertThat(cache.evict(Set.of(oldest.sha256()))).isEqualTo(1);

    assertThat(cache.find(oldest)).isPresent();
  }

  @Test
  void filesInTheCacheCannotBeWrittenTo() throws IOException {
    bodies.add(CONTENT);

    assertThat(Files.getPosixFilePermissions(download.fetch(BLOB)).toString())
        .doesNotContain("WRITE");
  }

  private static final class EndlessStream extends InputStream {
    @Override
    public int read() {
      return 'x';
    }
  }
}
