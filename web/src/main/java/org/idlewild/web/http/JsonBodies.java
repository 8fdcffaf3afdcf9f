package org.idlewild.web.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads request bodies of JSON into records. */
public abstract class JsonBodies implements MessageBodyReader<Record> {
  private final JsonText json;
  private final long limitBytes;

  /**
   * Settings of one dialect.
   *
   * @param json how strictly to read
   * @param limitBytes the largest body taken
   */
  protected JsonBodies(JsonText json, long limitBytes) {
    this.json = json;
    this.limitBytes = limitBytes;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return Record.class.isAssignableFrom(type);
  }

  @Override
  public Record readFrom(
      Class<Record> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    return json.read(new BodyStream(body, "The JSON body", limitBytes), type);
  }
}
