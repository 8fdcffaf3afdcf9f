package org.idlewild.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir Path root;

  @Test
  void aFolderIsDeletedButNotWhatItsLinksPointTo() throws IOException {
    Path outside = Files.writeString(root.resolve("outside"), "stays");
    Path folder = Files.createDirectories(root.resolve("folder/in/it")).getParent().getParent();
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.createSymbolicLink(folder.resolve("up"), root);

    Folders.delete(folder);

    assertThat(folder).doesNotExist();
    assertThat(outside).hasContent("stays");
  }

  @Test
  void aFolderWithoutPermissionsIsDeletedToo() throws IOException {
    Path locked = Files.createDirectories(root.resolve("folder/locked/deeper"));
    Files.writeString(locked.resolve("file"), "x");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(locked.getParent(), PosixFilePermissions.fromString("r-x------"));

    Folders.delete(root.resolve("folder"));

    assertThat(root.resolve("folder")).doesNotExist();
  }

  @Test
  void aPrivateFolderIsForItsOwnerAlone() throws IOException {
    Path folder = Folders.createPrivate(root.resolve("a/b"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void sizesAreSummedUp() throws IOException {
    Files.createDirectory(root.resolve("sub"));
    Files.writeString(root.resolve("a"), "12345");
    Files.writeString(root.resolve("sub/b"), "123");

    assertThat(Folders.size(root)).isEqualTo(8);
  }
}
