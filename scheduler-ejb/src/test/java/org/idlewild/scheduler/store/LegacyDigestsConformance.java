package org.idlewild.scheduler.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of the digests that BOINC's clients check files by, on every database. */
abstract class LegacyDigestsConformance {
  private static final String HELLO = "5d41402abc4b2a76b9719d911017c592";

  @TempDir Path data;

  private TestGrid grid;
  private LegacyDigests digests;

  abstract DataSource database();

  @BeforeEach
  void start() {
    grid = new TestGrid(database(), data);
    digests = grid.get(LegacyDigests.class);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aContentIsReadOnlyWhenSomebodyFirstAsks() throws IOException {
    StoredFile hello = keep("hello");
    assertThat(digests.md5(List.of(hello, hello))).containsOnly(entry(hello, HELLO));

    Files.writeString(path(hello), "not looked at again");

    assertThat(digests.md5(List.of(hello))).containsOnly(entry(hello, HELLO));
  }

  @Test
  void ofManyEachHasItsOwn() throws IOException {
    StoredFile hello = keep("hello");
    StoredFile nothing = keep("");
    digests.md5(List.of(hello));

    assertThat(digests.md5(List.of(hello, nothing)))
        .containsOnly(entry(hello, HELLO), entry(nothing, "d41d8cd98f00b204e9800998ecf8427e"));
  }

  @Test
  void contentsThatAreGoneHaveNone() throws IOException {
    StoredFile hello = keep("hello");
    List<StoredFile> gone =
        IntStream.range(0, 1200)
            .mapToObj(i -> new StoredFile(String.format("%064x", i), 1))
            .toList();

    assertThat(digests.md5(gone)).isEmpty();
    Files.delete(path(hello));
    assertThat(digests.md5(List.of(hello))).isEmpty();
  }

  @Test
  void aDigestGoesWithItsContentAndComesBackWithIt() throws IOException {
    StoredFile hello = keep("hello");
    digests.md5(List.of(hello));

    grid.get(Transactions.class)
        .run(() -> grid.get(Contents.class).releaseIfUnused(hello.sha256()));
    assertThat(digests.md5(List.of(hello))).isEmpty();

    keep("hello");
    assertThat(digests.md5(List.of(hello))).containsOnly(entry(hello, HELLO));
  }

  @Test
  void manyThatAskAtOnceHearTheSame() throws IOException {
    List<StoredFile> files = List.of(keep("hello"), keep("world"));

    assertThat(IntStream.range(0, 40).parallel().mapToObj(i -> digests.md5(files)).distinct())
        .hasSize(1);
  }

  private StoredFile keep(String text) throws IOException {
    Arrivals.Arrived arrived =
        grid.get(Arrivals.class).whole(new ByteArrayInputStream(text.getBytes(UTF_8)), 100);
    grid.get(Transactions.class)
        .run(() -> grid.get(Contents.class).keep(arrived.file(), arrived.path(), grid.now()));
    return arrived.file();
  }

  private Path path(StoredFile file) {
    return data.resolve("files").resolve(file.sha256().substring(0, 2)).resolve(file.sha256());
  }

  private static Map.Entry<String, String> entry(StoredFile file, String md5) {
    return Map.entry(file.sha256(), md5);
  }
}
