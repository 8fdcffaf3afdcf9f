package org.idlewild.web.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Writes records and lists of them as JSON. */
@Provider
@Singleton
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class JsonAnswers implements MessageBodyWriter<Object> {
  private static final JsonText JSON = JsonText.strict();

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return Record.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Object value,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    byte[] text = JSON.text(value).getBytes(StandardCharsets.UTF_8);
    headers.putSingle(HttpHeaders.CONTENT_LENGTH, text.length);
    body.write(text);
  }
}
