package org.idlewild.web.research;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.idlewild.scheduler.batch.FileSignature;
import org.idlewild.scheduler.batch.SignedFiles;

/** Signatures of programs for BOINC's clients. */
@Singleton
@Path("signatures")
@Produces(MediaType.APPLICATION_JSON)
public class SignatureResource {
  @Inject private SignedFiles files;
  @Inject private Identity identity;

  /** Signatures to keep. */
  public record SignatureBody(List<FileSignature> signatures) {}

  /** How many are kept. */
  public record Kept(int kept) {}

  /** Keeps signatures that the project's present key made, all or none. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Kept keep(SignatureBody body) throws IOException {
    return new Kept(files.keep(identity.caller(), Bodies.present(body).signatures()));
  }
}
