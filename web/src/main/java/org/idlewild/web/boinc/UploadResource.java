package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.idlewild.scheduler.report.ClientOutputs;
import org.idlewild.web.Now;
import org.idlewild.work.Received;

/** Takes outputs from BOINC's clients, in parts if need be, and says how far each is. */
@Singleton
@Path("file_upload_handler")
public class UploadResource {
  @Inject private Names names;
  @Inject private ProjectKeys keys;
  @Inject private ClientOutputs outputs;
  @Inject private Now now;

  private final Reception reception = new Reception(new Stage());

  /**
   * Takes an upload or a question.
   *
   * @param body whatever its Content-Type says: a head in markup, then the file's bytes
   */
  @POST
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.TEXT_PLAIN)
  public String take(InputStream body) {
    UploadReply reply =
        keys.isOpen()
            ? reception.answer(body)
            : UploadReply.later("This project serves no BOINC clients.");
    return reply.markup();
  }

  private final class Stage implements Reception.Server {
    @Override
    public Optional<Names.Output> named(String name) {
      return names.output(name);
    }

    @Override
    public boolean isCertified(String name, long maxBytes, String certificate) {
      return keys.isCertified(name, maxBytes, certificate);
    }

    @Override
    public long size(Names.Output output) throws IOException {
      return outputs.size(output.result(), output.name());
    }

    @Override
    public Received receive(ClientOutputs.Piece piece, InputStream content) throws IOException {
      return outputs.receive(piece, content, now.instant());
    }
  }
}
