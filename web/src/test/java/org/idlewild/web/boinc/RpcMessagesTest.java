package org.idlewild.web.boinc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.idlewild.scheduler.trickle.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tasks say to their researcher, as it comes with a client's request. */
class RpcMessagesTest {

  @ParameterizedTest
  @CsvSource({
    "<base64>aGFsZiA8ZG9uZT4=</base64>, half <done>",
    "<base64></base64>, ''",
    "<base64>no base64 at all</base64>, <base64>no base64 at all</base64>",
    "<variety>v</variety><x>1</x>, <variety>v</variety><x>1</x>",
    "<base64>aGFsZg==</base64> and more, <base64>aGFsZg==</base64> and more"
  })
  void whatOurLauncherWrappedIsUnwrappedAndAllElseStays(String sent, String expected)
      throws BadMarkup {
    String request =
        "<scheduler_request><msg_from_host><result_name>app_1_2</result_name>\n<time>17</time>\n"
            + sent
            + "\n</msg_from_host></scheduler_request>";

    assertThat(RpcRequest.of(Markup.read(request, "scheduler_request"), null).messages())
        .containsExactly(
            new Message(
                2,
                17,
                Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8))));
  }
}
