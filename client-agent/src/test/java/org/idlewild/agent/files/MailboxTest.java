package org.idlewild.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
  @TempDir Path folder;
  private Path work;
  private Path up;
  private Path down;
  private Mailbox mailbox;

  @BeforeEach
  void prepare() throws IOException {
    work = Files.createDirectories(folder.resolve("work"));
    up = work.resolve("trickle/up");
    down = work.resolve("trickle/down");
    mailbox = new Mailbox(work, folder.resolve("own"));
    mailbox.prepare();
  }

  @Test
  void whatTheProgramWritesWaitsInOrderUntilItIsSentAndNumbersNeverComeAgain() throws IOException {
    Files.writeString(up.resolve("b"), "second");
    Files.writeString(up.resolve("a"), "first");
    mailbox.collect();

    assertThat(texts()).containsExactly("first", "second");
    assertThat(up).isEmptyDirectory();
    mailbox.sent(1);
    mailbox.sent(2);
    Files.writeString(up.resolve("a"), "third");
    mailbox.collect();

    assertThat(mailbox.waiting()).containsOnlyKeys(3);
  }

  @Test
  void aFileWithADotIsStillBeingWritten() throws IOException {
    Files.writeString(up.resolve(".half"), "half");
    mailbox.collect();

    assertThat(mailbox.waiting()).isEmpty();
    Files.move(up.resolve(".half"), up.resolve("whole"));
    mailbox.collect();
    assertThat(texts()).containsExactly("half");
  }

  @Test
  void noMoreThanTenWait() throws IOException {
    for (int i = 0; i < 15; i++) {
      Files.writeString(up.resolve("m" + i), "x");
    }
    mailbox.collect();
    mailbox.collect();

    assertThat(mailbox.waiting()).hasSize(10);
    assertThat(up.toFile().list()).hasSize(5);
  }

  @Test
  void whatIsNoFileOrTooLargeIsThrownAway() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(up.resolve("link"), secret);
    Files.createDirectories(up.resolve("folder/deep"));
    Files.write(up.resolve("large"), new byte[Mailbox.LIMIT + 1]);
    Files.write(up.resolve("most"), new byte[Mailbox.LIMIT]);
    new ProcessBuilder("mkfifo", up.resolve("pipe").toString()).start().waitFor();
    mailbox.collect();

    assertThat(mailbox.waiting()).hasSize(1);
    assertThat(up).isEmptyDirectory();
    assertThat(secret).hasContent("secret");
  }

  @Test
  void foldersThatTheProgramReplacedByLinksAreNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/up"));
    Files.createDirectories(folder.resolve("elsewhere/down"));
    Files.writeString(elsewhere.resolve("secret"), "secret");
    Folders.delete(work.resolve("trickle"));
    Files.createSymbolicLink(work.resolve("trickle"), folder.resolve("elsewhere"));
    attempt(mailbox::collect);
    attempt(() -> mailbox.receive(1, bytes("gift")));

    assertThat(mailbox.waiting()).isEmpty();
    assertThat(elsewhere.resolve("secret")).hasContent("secret");
    assertThat(folder.resolve("elsewhere/down")).isEmptyDirectory();
  }

  @Test
  void aPipeInPlaceOfAFolderKeepsNobodyWaiting() throws Exception {
    Folders.delete(up);
    new ProcessBuilder("mkfifo", up.toString()).start().waitFor();

    attempt(mailbox::collect);

    assertThat(mailbox.waiting()).isEmpty();
  }

  @Test
  void whatComesIsShownToTheProgramOnceAndAgainAfterARestart() throws IOException {
    mailbox.receive(1, bytes("go on"));
    assertThat(down.resolve("1")).hasContent("go on");
    Files.delete(down.resolve("1"));

    mailbox.receive(1, bytes("go on"));
    assertThat(down).isEmptyDirectory();

    Folders.delete(work);
    Files.createDirectories(work);
    mailbox.prepare();
    assertThat(down.resolve("1")).hasContent("go on");
  }

  @Test
  void whatComesBeforeTheProgramRunsWaitsForIt() throws IOException {
    Folders.delete(work);
    mailbox.receive(7, bytes("early"));

    Files.createDirectories(work);
    mailbox.prepare();

    assertThat(down.resolve("7")).hasContent("early");
  }

  private interface Attempt {
    void run() throws IOException;
  }

  /** A program may well make it fail; it must not make it do harm. */
  private static void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }

  private List<String> texts() throws IOException {
    SortedMap<Integer, byte[]> waiting = mailbox.waiting();
    return waiting.values().stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
