package org.idlewild.web.boinc;

import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Markup goes both ways as gzip for who says so; files go as they are. */
@Provider
@Singleton
public class Compressed implements ReaderInterceptor, WriterInterceptor {
  private static final String GZIP = "gzip";

  @Context private HttpServletRequest request;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (GZIP.equalsIgnoreCase(context.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING))) {
      context.setInputStream(new Unpacked(context.getInputStream()));
    }
    return context.proceed();
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    boolean wanted =
        MediaType.TEXT_XML_TYPE.isCompatible(context.getMediaType())
            && Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
                .map(Compressed::takesGzip)
                .orElse(false);
    if (!wanted) {
      context.proceed();
      return;
    }
    context.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, GZIP);
    context.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    GZIPOutputStream packed = new GZIPOutputStream(context.getOutputStream());
    context.setOutputStream(packed);
    context.proceed();
    packed.finish();
  }

  private static boolean takesGzip(String accepted) {
    return Arrays.stream(accepted.split(","))
        .map(each -> each.replace(" ", ""))
        .anyMatch(each -> each.equals(GZIP) || (each.startsWith("gzip;") && !each.endsWith("=0")));
  }
}
