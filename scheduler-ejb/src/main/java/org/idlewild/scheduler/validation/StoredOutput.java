package org.idlewild.scheduler.validation;

import java.io.IOException;
import java.io.InputStream;
import org.idlewild.scheduler.FileContent;
import org.idlewild.validator.Output;

/** An output in the content store, as a validator sees it. */
record StoredOutput(String name, FileContent content) implements Output {
  @Override
  public long bytes() {
    return content.bytes();
  }

  @Override
  public String sha256() {
    return content.sha256();
  }

  @Override
  public InputStream open() throws IOException {
    return content.open(0);
  }
}
