package org.idlewild.agent.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.files.Mailbox;

/**
 * A task's own folder.
 *
 * @param root the folder
 */
public record TaskFolder(Path root) {
  /** The output of this name is the program's standard output. */
  static final String STDOUT = "stdout";

  /** The program's working folder. */
  public Path work() {
    return root.resolve("work");
  }

  /** Its messages. */
  public Mailbox mailbox() {
    return new Mailbox(work(), root.resolve("letters"));
  }

  /** The last checkpoint, out of the program's reach. */
  public Path checkpoint() {
    return root.resolve("checkpoint");
  }

  /** Deletes what a run of the program left; its messages and its checkpoint stay. */
  public void clear() throws IOException {
    Folders.delete(work());
    Files.deleteIfExists(stdout());
  }

  /** Where standard output is kept, out of the program's reach. */
  public Path stdout() {
    return root.resolve(STDOUT);
  }

  /** Where an output lies. */
  public Path output(String name) {
    return name.equals(STDOUT) ? stdout() : work().resolve(name);
  }
}
