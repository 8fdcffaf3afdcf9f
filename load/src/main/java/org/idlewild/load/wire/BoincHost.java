package org.idlewild.load.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One that speaks as BOINC's client 7.20 does, and says as much. */
public final class BoincHost implements SimulatedHost {
  private static final int OK = 200;
  private static final String HEADERS =
      String.join(
          "\r\n",
          "User-Agent: BOINC client (x86_64-pc-linux-gnu 7.20.5)",
          "Content-Type: application/x-www-form-urlencoded",
          "Accept-Encoding: deflate, gzip",
          "");
  private static final Pattern ID = Pattern.compile("<hostid>(\\d+)</hostid>");
  private static final Pattern DELAY =
      Pattern.compile("<request_delay>\\s*([0-9.]+)\\s*</request_delay>");
  private static final Pattern SENT = Pattern.compile("<result>\\s*<name>([^<]+)</name>");
  private static final Pattern TAKEN =
      Pattern.compile("<result_ack>\\s*<name>([^<]+)</name>\\s*</result_ack>");

  private static final String BEGINNING =
      """
      <scheduler_request>
          <authenticator>%s</authenticator>
          <hostid>%d</hostid>
          <rpc_seqno>%d</rpc_seqno>
      """;

  private static final String END =
      """
      <other_results>
      </other_results>
      </scheduler_request>
      """;

  /** What a client says of itself in each request, as recorded. */
  private static final String ITSELF = read("client.xml");

  private static final String REPORT =
      """
      <result>
          <name>%s</name>
          <final_cpu_time>10.000000</final_cpu_time>
          <final_elapsed_time>10.500000</final_elapsed_time>
          <exit_status>0</exit_status>
          <state>5</state>
          <platform>x86_64-pc-linux-gnu</platform>
          <version_num>100</version_num>
          <final_peak_working_set_size>1048576</final_peak_working_set_size>
          <stderr_out>
      <core_client_version>7.20.5</core_client_version>
      <![CDATA[<stderr_txt>
      </stderr_txt>
      ]]>
          </stderr_out>
      </result>
      """;

  private final int owner;
  private final String key;
  private final String name;
  private final String cpid;
  private long id;
  private long requests;
  private String task = "";

  /**
   * A client that was attached just now.
   *
   * @param owner which of the users owns it
   * @param key of that user's account
   * @param number tells it from others
   */
  public BoincHost(int owner, String key, int number) {
    this.owner = owner;
    this.key = key;
    this.name = "host-" + number;
    this.cpid = String.format(Locale.ROOT, "%032x", number);
  }

  @Override
  public int owner() {
    return owner;
  }

  @Override
  public Turn turn(Connection connection) throws IOException {
    String request =
        BEGINNING.formatted(key, id, requests++)
            + ITSELF.replace("@cpid@", cpid).replace("@name@", name)
            + (task.isEmpty() ? "" : REPORT.formatted(task))
            + END;
    Connection.Answer answer =
        connection.post("/boinc/cgi", HEADERS, request.getBytes(StandardCharsets.ISO_8859_1));
    if (answer.status() != OK) {
      return Turn.failed(answer);
    }
    String reply = answer.text();
    String told = first(ID, reply);
    if (!told.isEmpty() && Long.parseLong(told) != id) {
      id = Long.parseLong(told);
      requests = 1;
    }
    long reported = 0;
    if (!task.isEmpty() && first(TAKEN, reply).equals(task)) {
      reported = result(task);
      task = "";
    }
    String sent = first(SENT, reply);
    if (sent.isEmpty()) {
      return new Turn(answer.status(), reported, 0, 0, wait(reply));
    }
    task = sent;
    return new Turn(answer.status(), reported, result(sent), workunit(sent), wait(reply));
  }

  private static long wait(String reply) {
    String seconds = first(DELAY, reply);
    return seconds.isEmpty() ? 0 : (long) (1000 * Double.parseDouble(seconds));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** A result's name is that of its workunit and its own number. */
  private static long result(String name) {
    return Long.parseLong(name.substring(name.lastIndexOf('_') + 1));
  }

  private static long workunit(String name) {
    return result(name.substring(0, name.lastIndexOf('_')));
  }

  private static String read(String resource) {
    try (InputStream in = BoincHost.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
