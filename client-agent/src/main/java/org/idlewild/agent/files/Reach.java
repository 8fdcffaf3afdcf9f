package org.idlewild.agent.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;

/**
 * A folder for messages, opened step by step so that no link is followed: whatever the program does
 * to the way that leads there, this is a folder within its own.
 */
final class Reach implements Closeable {
  private static final Path TRICKLE = Path.of("trickle");

  private final DirectoryStream<Path> work;
  private final SecureDirectoryStream<Path> trickle;
  private final SecureDirectoryStream<Path> folder;

  private Reach(
      DirectoryStream<Path> work,
      SecureDirectoryStream<Path> trickle,
      SecureDirectoryStream<Path> folder) {
    this.work = work;
    this.trickle = trickle;
    this.folder = folder;
  }

  /**
   * Opens one.
   *
   * @throws NoSuchFileException when there is no such folder, or something else of its name
   */
  @SuppressWarnings("StreamResourceLeak") // Closed by close(), or at once when the rest fails.
  static Reach of(Path working, Path name) throws IOException {
    DirectoryStream<Path> work = Files.newDirectoryStream(working);
    try {
      SecureDirectoryStream<Path> trickle = within((SecureDirectoryStream<Path>) work, TRICKLE);
      try {
        return new Reach(work, trickle, within(trickle, name));
      } catch (IOException e) {
        trickle.close();
        throw e;
      }
    } catch (IOException e) {
      work.close();
      throw e;
    }
  }

  /** Looked at first, because opening a pipe would wait for its other end. */
  private static SecureDirectoryStream<Path> within(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    BasicFileAttributeView view =
        folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!view.readAttributes().isDirectory()) {
      throw new NoSuchFileException(name.toString());
    }
    return folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
  }

  SecureDirectoryStream<Path> folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    folder.close();
    trickle.close();
    work.close();
  }
}
