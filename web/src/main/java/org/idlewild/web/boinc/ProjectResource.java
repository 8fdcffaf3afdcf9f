package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** What a client asks first: where the scheduler is, and what kind of project this is. */
@Singleton
@Path("/")
public class ProjectResource {
  /** Where reports come in and work goes out, below the project's address. */
  static final String SCHEDULER = "cgi";

  private static final String HTML = "text/html;charset=UTF-8";
  static final int LEAST_PASSWORD = 8;

  @Inject private Project project;
  @Inject private ProjectKeys keys;

  /**
   * The master page. Clients look for the scheduler line by line, so its tag has a line of its own.
   */
  @GET
  @Produces(HTML)
  public String master(@Context UriInfo asked) {
    String url = Entities.encoded(project.address(asked));
    String name = Entities.encoded(project.name());
    return String.join(
        "\n",
        "<!DOCTYPE html>",
        "<html lang=\"en\">",
        "<head>",
        "<meta charset=\"utf-8\">",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
        "<title>" + name + "</title>",
        "<link rel=\"boinc_scheduler\" href=\"" + url + SCHEDULER + "\">",
        "</head>",
        "<body>",
        "<h1>" + name + "</h1>",
        "<p>" + welcome(url) + "</p>",
        "<!-- <scheduler>" + url + SCHEDULER + "</scheduler> -->",
        "</body>",
        "</html>",
        "");
  }

  private String welcome(String url) {
    return keys.isOpen()
        ? "This is a project for BOINC. To lend it your computer's idle time, add <code>"
            + url
            + "</code> as a project in BOINC, or run <code>boinccmd --project_attach "
            + url
            + " KEY</code> with your account key."
        : "No BOINC client is served here yet: the operator has not given the project its keys.";
  }

  /** What a client's wizard wants to know. */
  @GET
  @Path("get_project_config.php")
  @Produces(MediaType.TEXT_XML)
  public String config(@Context UriInfo asked) {
    String url = project.address(asked);
    Xml xml = new Xml().begin("project_config").word("name", project.name());
    xml.word("master_url", url).word("web_rpc_url_base", url);
    xml.number("web_stopped", 0L).number("sched_stopped", keys.isOpen() ? 0L : 1L);
    xml.number("min_passwd_length", (long) LEAST_PASSWORD);
    if (!project.hasOpenAccounts()) {
      xml.flag("account_creation_disabled").flag("client_account_creation_disabled");
    }
    xml.begin("platforms");
    Platforms.forPeople()
        .forEach(
            platform ->
                xml.begin("platform")
                    .word("platform_name", platform.getKey())
                    .word("user_friendly_name", platform.getValue())
                    .end("platform"));
    return xml.end("platforms").end("project_config").toString();
  }
}
