package org.idlewild.web.boinc;

import java.util.Optional;
import org.idlewild.scheduler.FileContent;

/** Files that clients are given though nobody brought them: parts of the server itself. */
interface ExtraFiles {
  /**
   * A file.
   *
   * @param file its name as {@link Names#file} makes it
   */
  Optional<FileContent> named(String file);
}
