package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.ClientAccounts;
import org.idlewild.scheduler.access.ClientHosts;
import org.idlewild.web.Now;
import org.idlewild.web.http.BodyStream;

/**
 * An account manager of BOINC's for this one project: whoever puts it into all the machines of a
 * house attaches, pauses and detaches them from here.
 */
@Singleton
@Path("am")
@Produces(MediaType.TEXT_XML + ";charset=UTF-8")
public class AccountManagerResource {
  private static final long MOST_BYTES = 1L << 20;
  private static final int BAD_REQUEST = -112;
  private static final int BAD_PASSWORD = -206;
  private static final int DOWN = -183;

  @Inject private ProjectKeys keys;
  @Inject private Project project;
  @Inject private ClientAccounts accounts;
  @Inject private ClientHosts hosts;
  @Inject private RequestRoom room;
  @Inject private Now now;

  /** What a client's wizard wants to know. */
  @GET
  @Path("get_project_config.php")
  public String config(@Context UriInfo asked) {
    return new Xml()
        .begin("project_config")
        .word("name", project.name())
        .word("master_url", project.address(asked) + "am/")
        .flag("account_manager")
        .number("min_passwd_length", (long) ProjectResource.LEAST_PASSWORD)
        .flag("account_creation_disabled")
        .flag("client_account_creation_disabled")
        .end("project_config")
        .toString();
  }

  /** Tells a client which projects it has. */
  @POST
  @Path("rpc.php")
  @Consumes(MediaType.WILDCARD)
  public String rpc(InputStream body, @Context UriInfo asked) throws IOException {
    if (!keys.isOpen()) {
      return AccountManagerReply.error(DOWN, "This project serves no BOINC clients.");
    }
    try (RequestRoom.Share share = room.share()) {
      return answer(read(share.of(body)), project.address(asked));
    } catch (BadMarkup bad) {
      return AccountManagerReply.error(
          BAD_REQUEST, "The request was not understood: " + bad.getMessage());
    } catch (Refused refused) {
      return AccountManagerReply.error(DOWN, Complaints.sentence(refused));
    }
  }

  private static Element read(InputStream body) throws IOException, BadMarkup {
    InputStream bounded = new BodyStream(body, "An account manager's request", MOST_BYTES);
    String text = new String(bounded.readAllBytes(), StandardCharsets.ISO_8859_1);
    return Markup.read(text, "acct_mgr_request");
  }

  private String answer(Element request, String address) {
    Optional<ClientAccounts.Known> known =
        accounts.login(
            new ClientAccounts.Login(request.word("name"), request.word("password_hash")),
            now.instant());
    if (known.isEmpty()) {
      return AccountManagerReply.error(BAD_PASSWORD, "E-mail or password is wrong.");
    }
    ClientHosts.Wish wish =
        hosts.wish(
            known.get().account(),
            AccountManagerReply.host(request, address),
            request.word("host_cpid"));
    return AccountManagerReply.of(
        project.name(),
        new AccountManagerReply.Signed(
            keys.accountManagerKey(), address, keys.signedAddress(address)),
        known.get().key(),
        wish,
        AccountManagerReply.opaque(request));
  }
}
