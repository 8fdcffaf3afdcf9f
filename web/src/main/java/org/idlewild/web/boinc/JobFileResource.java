package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.idlewild.scheduler.access.Accounts;
import org.idlewild.scheduler.batch.JobFiles;
import org.idlewild.web.Now;

/** Files that jobs are going to use: which are here, and bringing those that are not. */
@Singleton
@Path("job_file.php")
@Produces(MediaType.TEXT_XML + ";charset=UTF-8")
public class JobFileResource {
  private static final String QUERY = "query_files";
  private static final String UPLOAD = "upload_files";

  @Inject private Accounts accounts;
  @Inject private JobFiles files;
  @Inject private RequestRoom room;
  @Inject private Now now;

  /** Answers one request, the files of which come in the same form. */
  @POST
  @Consumes(MediaType.WILDCARD)
  public String request(@HeaderParam(HttpHeaders.CONTENT_TYPE) String type, InputStream body)
      throws IOException {
    Visit visit = new Visit();
    try (RequestRoom.Share share = room.share()) {
      return RemoteReply.of(() -> visit.name, xml -> visit.run(type, body, share, xml));
    }
  }

  /** One request: known by its first field, so that nobody's files are taken before. */
  private final class Visit {
    private String name = "";
    private RemoteCall call;
    private int taken;

    private void run(String type, InputStream body, RequestRoom.Share share, Xml xml)
        throws IOException, BadMarkup {
      know(RemoteForm.request(type, body, share, this::take));
      switch (name) {
        case QUERY -> absent(xml);
        case UPLOAD -> uploaded(xml);
        default -> throw new BadMarkup("The request is query_files or upload_files.");
      }
    }

    private void know(String request) throws BadMarkup {
      if (call == null) {
        name = RemoteCall.name(request);
        call = RemoteCall.of(request, accounts::caller);
      }
    }

    private void take(String request, InputStream content) throws IOException, BadMarkup {
      know(request);
      List<String> names = names();
      if (!name.equals(UPLOAD) || taken >= names.size()) {
        throw new BadMarkup("More files came than the request names.");
      }
      files.keep(call.who(), names.get(taken), batch(), content, now.instant());
      taken++;
    }

    private void absent(Xml xml) {
      xml.begin("absent_files");
      files.absent(call.who(), names(), batch()).forEach(place -> xml.number("file", (long) place));
      xml.end("absent_files");
    }

    private void uploaded(Xml xml) throws BadMarkup {
      if (taken != names().size()) {
        throw new BadMarkup(
            "The request names " + names().size() + " files, and " + taken + " came.");
      }
      xml.flag("success");
    }

    /** Older tools say the sum alone, and name the files by it. */
    private List<String> names() {
      return Stream.concat(
              call.body().children("phys_name").stream().map(each -> each.text().strip()),
              call.body().children("md5").stream().map(each -> "jf_" + each.text().strip()))
          .toList();
    }

    private Optional<Long> batch() {
      return Optional.of(call.body().whole("batch_id")).filter(id -> id != 0);
    }
  }
}
