package org.idlewild.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.FileItem;
import org.apache.commons.fileupload2.core.FileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;

/**
 * A multipart body, part after part as it comes from the line: nothing is kept here, in memory or
 * on disk, so the limits hold while a body is read and not after.
 */
public final class Parts {
  /** The most parts in a body. */
  public static final int MOST = 200;

  private static final long LARGEST_BODY = 2 * Upload.LIMIT;

  private Parts() {}

  /**
   * A part.
   *
   * @param name the form field's name
   * @param fileName the name of a file, as the caller chose it
   * @param content ends with the part; 413 past 4 GiB
   */
  public record Part(String name, Optional<String> fileName, InputStream content) {}

  /** Takes a part; it must read the content before it returns. */
  public interface Taker {
    /** Takes one part. */
    void take(Part part) throws IOException;
  }

  /**
   * Hands each part to a taker in turn.
   *
   * @throws ProblemException 400 when the body is no multipart/form-data, 413 above a limit
   */
  public static void each(String contentType, InputStream body, Taker taker) throws IOException {
    InputStream limited = new BodyStream(body, "The body", LARGEST_BODY);
    try {
      FileItemInputIterator parts = new Reader().getItemIterator(context(contentType, limited));
      for (int count = 1; parts.hasNext(); count++) {
        if (count > MOST) {
          throw new ProblemException(413, "A body has at most " + MOST + " parts.");
        }
        taker.take(part(parts.next()));
      }
    } catch (FileUploadException | InvalidPathException e) {
      throw ProblemException.malformed(
          "The body is not the multipart/form-data that Content-Type announces.");
    }
  }

  private static Part part(FileItemInput item) throws IOException {
    if (item.getFieldName() == null) {
      throw ProblemException.malformed(
          "Each part needs a Content-Disposition of form-data with a name.");
    }
    String name = item.getFieldName();
    return new Part(
        name,
        Optional.ofNullable(item.getName()),
        new BodyStream(item.getInputStream(), "A part", Upload.LIMIT));
  }

  private static RequestContext context(String contentType, InputStream body) {
    return new RequestContext() {
      @Override
      public String getCharacterEncoding() {
        return "UTF-8";
      }

      @Override
      public long getContentLength() {
        return -1;
      }

      @Override
      public String getContentType() {
        return contentType;
      }

      @Override
      public InputStream getInputStream() {
        return body;
      }

      @Override
      public boolean isMultipartRelated() {
        return false;
      }
    };
  }

  /** Only the streaming half of the library is wanted; the half that keeps parts is closed. */
  private static final class Reader
      extends AbstractFileUpload<Void, Never, FileItemFactory<Never>> {
    @Override
    public FileItemInputIterator getItemIterator(Void request) {
      throw new UnsupportedOperationException("a context is needed");
    }

    @Override
    public Map<String, List<Never>> parseParameterMap(Void request) {
      throw new UnsupportedOperationException("parts are streamed");
    }

    @Override
    public List<Never> parseRequest(Void request) {
      throw new UnsupportedOperationException("parts are streamed");
    }
  }

  /** There are no kept parts. */
  private interface Never extends FileItem<Never> {}
}
