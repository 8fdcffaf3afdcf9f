package org.idlewild.assimilator;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The parts of a batch's output in the order of its workunits, one at a time. */
@FunctionalInterface
public interface Parts {
  /** The next part, which the caller closes; empty after the last. Empty parts are left out. */
  Optional<InputStream> next() throws IOException;
}
