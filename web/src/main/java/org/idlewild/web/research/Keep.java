package org.idlewild.web.research;

import java.io.IOException;
import java.io.InputStream;
import org.idlewild.work.StoredFile;

/** Where the files of a multipart body go while it is read. */
@FunctionalInterface
interface Keep {
  StoredFile keep(InputStream content, long limitBytes) throws IOException;
}
