package org.idlewild.web.boinc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.report.ClientOutputs;
import org.idlewild.work.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptionTest {
  private static final String NAME = "upper_1_2_00112233445566778899aabbccddeeff_out";
  private static final String HEAD =
      """
      <data_server_request>
          <core_client_major_version>7</core_client_major_version>
      <file_upload>
      <file_info>
      <name>%s</name>
      <xml_signature>
      8637be33
      .</xml_signature>
      <max_nbytes>1000000</max_nbytes>
      </file_info>
      <nbytes>14</nbytes>
      <md5_cksum>6b8aa3d2f9fef574974eebb974b8b806</md5_cksum>
      <offset>%s</offset>
      <data>
      """;

  private final Books books = new Books();

  @Test
  void everyByteAfterTheHeadIsTheFilesAndNoOther() {
    assertThat(send("\n<data>\nHELLO\0\377\n")).isEqualTo(reply(0));

    assertThat(books.content).isEqualTo("\n<data>\nHELLO\0\377\n");
    assertThat(books.piece)
        .isEqualTo(
            new ClientOutputs.Piece(
                2, "out", "6b8aa3d2f9fef574974eebb974b8b806", 0, 14, 1_000_000));
    assertThat(books.certified).isEqualTo(NAME + " 1000000 8637be33\n.");
  }

  @Test
  void aClientHearsHowMuchIsHere() {
    assertThat(answer("<data_server_request>\n<get_file_size>" + NAME + "</get_file_size>\n"))
        .isEqualTo(reply(0).replace("</data", "<file_size>2499310</file_size>\n</data"));
  }

  @Test
  void aFileOfWhichSomeIsHereGoesOnLater() {
    books.received = new Received(5, false);

    assertThat(send("HELLO")).isEqualTo(reply(1, "5 of 14 bytes are here."));
  }

  @Test
  void whatTheServerNeverNamedIsGivenUp() {
    books.knows = false;

    assertThat(send("x")).isEqualTo(reply(-1, "This server gave no output that name."));
    assertThat(answer("<data_server_request>\n<get_file_size>x</get_file_size>\n"))
        .isEqualTo(reply(-1, "This server gave no output that name."));
    assertThat(books.piece).isNull();
  }

  @Test
  void whatTheProjectDidNotSignIsGivenUp() {
    books.certifies = false;

    assertThat(send("x")).isEqualTo(reply(-1, "The project did not sign this upload."));
    assertThat(books.piece).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, 0, 1", "FULL, 0, 1", "CONFLICT, 0, 1", "CONFLICT, 7, 1", "MALFORMED, 7, 1",
    "MALFORMED, 0, -1", "GONE, 0, -1", "GONE, 7, -1", "TOO_LARGE, 7, -1", "NOT_FOUND, 0, -1"
  })
  void whatPassesIsTriedAgainAndWhatDoesNotIsGivenUp(
      Refused.Reason reason, long offset, int status) {
    books.refusal = new Refused(reason, "so it is");

    assertThat(answer(HEAD.formatted(NAME, offset) + "x")).isEqualTo(reply(status, "So it is."));
  }

  @Test
  void aFaultOfTheServersIsNoReasonToGiveUp() {
    books.failure = new IllegalStateException("secret");

    assertThat(send("x"))
        .startsWith("<data_server_reply>\n<status>1</status>\n<message>The server failed;")
        .doesNotContain("secret", "IllegalState");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<data_server_request>",
        "<data_server_request>\n<file_upload>\n<data>\n",
        "<data_server_request>\n<file_upload>\n<file_info>\n</file_info>\n<data>\n",
        "<data_server_request>\n<file_upload>\n<file_info><name>x</name></file_info>\n<nbytes>1</nbytes>\n"
      })
  void whatIsNoUploadIsGivenUp(String body) {
    assertThat(answer(body)).startsWith("<data_server_reply>\n<status>-1</status>\n<message>");
    assertThat(books.piece).isNull();
  }

  @ParameterizedTest
  @CsvSource({"<nbytes>14, <nbytes>-1", "6b8aa3d2f9, ../../etc", "<offset>0, <offset>-5"})
  void aHeadThatMakesNoSenseIsGivenUp(String sense, String nonsense) {
    assertThat(answer(HEAD.formatted(NAME, 0).replace(sense, nonsense) + "x"))
        .startsWith("<data_server_reply>\n<status>-1</status>\n<message>");
    assertThat(books.piece).isNull();
  }

  @Test
  void aHeadWithoutEndIsNotReadToItsEnd() {
    Endless endless = new Endless();

    assertThat(new Reception(books).answer(endless).markup())
        .contains("<status>-1</status>", "At most 16384 bytes");
    assertThat(endless.read).isLessThan(20_000);
  }

  @Test
  void aClientThatGoesAwayInTheMiddleOfTheHeadIsNoFault() {
    assertThat(new Reception(books).answer(BrokenOff.after("<data_server")).markup())
        .isEqualTo(reply(1, "The upload ended early."));
  }

  private String send(String content) {
    return answer(HEAD.formatted(NAME, 0) + content);
  }

  private String answer(String body) {
    return new Reception(books).answer(bytes(body)).markup();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  private static String reply(int status) {
    return "<data_server_reply>\n<status>" + status + "</status>\n</data_server_reply>\n";
  }

  private static String reply(int status, String message) {
    return reply(status).replace("</data", "<message>" + message + "</message>\n</data");
  }

  /** A server that writes down what it is brought. */
  private static final class Books implements Reception.Server {
    boolean knows = true;
    boolean certifies = true;
    Received received = new Received(14, true);
    RuntimeException failure;
    Refused refusal;
    ClientOutputs.Piece piece;
    String content;
    String certified;

    @Override
    public Optional<Names.Output> named(String name) {
      return knows && name.equals(NAME)
          ? Optional.of(new Names.Output(2, "out"))
          : Optional.empty();
    }

    @Override
    public boolean isCertified(String name, long maxBytes, String certificate) {
      certified = name + " " + maxBytes + " " + certificate;
      return certifies;
    }

    @Override
    public long size(Names.Output output) {
      return 2_499_310;
    }

    @Override
    public Received receive(ClientOutputs.Piece given, InputStream from) throws IOException {
      if (refusal != null || failure != null) {
        throw refusal == null ? failure : refusal;
      }
      piece = given;
      content = new String(from.readAllBytes(), ISO_8859_1);
      return received;
    }
  }

  /** Lines, for ever. */
  private static final class Endless extends InputStream {
    int read;

    @Override
    public int read() {
      read++;
      return read % 80 == 0 ? '\n' : 'x';
    }

    @Override
    public int read(byte[] into, int from, int length) {
      into[from] = (byte) read();
      return 1;
    }
  }
}
