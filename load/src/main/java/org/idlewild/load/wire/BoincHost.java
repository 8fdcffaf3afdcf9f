package org.idlewild.load.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
          "");
  private static final Pattern ID = Pattern.compile("<hostid>(\\d+)</hostid>");
  private static final Pattern SENT = Pattern.compile("<result>\\s*<name>([^<]+)</name>");
  private static final Pattern TAKEN =
      Pattern.compile("<result_ack>\\s*<name>([^<]+)</name>\\s*</result_ack>");

  private static final String REQUEST =
      """
      <scheduler_request>
          <authenticator>%1$s</authenticator>
          <hostid>%2$d</hostid>
          <rpc_seqno>%3$d</rpc_seqno>
          <core_client_major_version>7</core_client_major_version>
          <core_client_minor_version>20</core_client_minor_version>
          <core_client_release>5</core_client_release>
          <work_req_seconds>1.000000</work_req_seconds>
          <cpu_req_secs>1.000000</cpu_req_secs>
          <cpu_req_instances>1.000000</cpu_req_instances>
          <estimated_delay>0.000000</estimated_delay>
          <client_cap_plan_class>1</client_cap_plan_class>
          <platform_name>x86_64-pc-linux-gnu</platform_name>
      <host_info>
          <timezone>0</timezone>
          <domain_name>%4$s</domain_name>
          <host_cpid>%5$032x</host_cpid>
          <p_ncpus>2</p_ncpus>
          <p_vendor>GenuineIntel</p_vendor>
          <p_model>Intel(R) Xeon(R) Processor [Family 6 Model 167 Stepping 1]</p_model>
          <p_features>fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2</p_features>
          <p_fpops>1000000000.000000</p_fpops>
          <p_iops>1000000000.000000</p_iops>
          <m_nbytes>25276502016.000000</m_nbytes>
          <d_total>270553174016.000000</d_total>
          <d_free>81516597248.000000</d_free>
          <os_name>Linux Debian</os_name>
          <os_version>Debian GNU/Linux 12 (bookworm) [6.1.0|libc 2.36]</os_version>
      </host_info>
          <disk_usage><d_boinc_used_total>102400.0</d_boinc_used_total></disk_usage>
          <time_stats><on_frac>1.0</on_frac><active_frac>1.0</active_frac></time_stats>
      %6$s<other_results>
      </other_results>
      </scheduler_request>
      """;

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
  private final int number;
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
    this.number = number;
  }

  @Override
  public int owner() {
    return owner;
  }

  @Override
  public Turn turn(Connection connection) throws IOException {
    String report = task.isEmpty() ? "" : REPORT.formatted(task);
    String request = REQUEST.formatted(key, id, requests++, name, number, report);
    Connection.Answer answer =
        connection.post("/boinc/cgi", HEADERS, request.getBytes(StandardCharsets.ISO_8859_1));
    if (answer.status() != OK) {
      return Turn.failed(answer.status());
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
      return new Turn(answer.status(), reported, 0, 0);
    }
    task = sent;
    return new Turn(answer.status(), reported, result(sent), workunit(sent));
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
}
