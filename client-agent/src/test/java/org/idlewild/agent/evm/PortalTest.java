package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.agent.evm.FakeProgram.payload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import org.idlewild.agent.files.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalTest {
  private static final byte[] KEY = key();

  @TempDir private Path folder;
  private final Tally tally = new Tally();
  private Ledger ledger;
  private Portal portal;

  @BeforeEach
  void aPortal() throws Exception {
    Root root = Root.create(folder.resolve("root"));
    Path app = Files.createDirectories(root.folder().resolve("C/app"));
    Path binary = Files.writeString(app.resolve("b.exe"), "a program");
    Policy policy = Policy.usual().with("processes 2\nbinary C:\\app\\b.exe " + Sha256.of(binary));
    TaskKeys keys = TaskKeys.of(KEY);
    ledger = new Ledger(folder.resolve("manifest"), keys);
    portal = Portal.open(Door.onThisMachine(), new Rulings(policy, root, tally, ledger), keys);
  }

  @AfterEach
  void close() {
    portal.close();
  }

  @Test
  void whoShowsAGoodTokenIsToldThePolicyAndTheKey() throws IOException {
    try (FakeProgram program = welcomed()) {
      assertThat(program).isNotNull();
    }
  }

  @Test
  void aTokenIsGoodForOneProcess() throws IOException {
    String invitation = portal.invitation();
    byte[] token = FakeProgram.token(invitation);
    try (FakeProgram first = new FakeProgram(invitation).greets(token);
        FakeProgram second = new FakeProgram(invitation)) {
      assertThat(first.hears().type()).isEqualTo(33);
      assertThat(second.greets(token).isHungUpOn()).isTrue();
    }
  }

  @Test
  void whoGuessesATokenIsHungUpOn() throws IOException {
    try (FakeProgram program = new FakeProgram(portal.invitation()).greets(new byte[32])) {
      assertThat(program.isHungUpOn()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ffffffff0100", "000000000100", "0100000001", "02000000ff00", "0400000001000100"})
  void whoSpeaksOtherwiseIsHungUpOn(String hex) throws IOException {
    try (FakeProgram program = new FakeProgram(portal.invitation())) {
      program.sends(HexFormat.of().parseHex(hex));
      program.sends(new byte[64]);
      assertThat(program.isHungUpOn()).isTrue();
    }
  }

  @Test
  void itListensOnThisMachineAlone() throws IOException {
    int port = Integer.parseInt(portal.invitation().split(":", 2)[0]);
    Enumeration<NetworkInterface> cards = NetworkInterface.getNetworkInterfaces();
    for (NetworkInterface card : Collections.list(cards)) {
      for (InetAddress address : Collections.list(card.getInetAddresses())) {
        assertThat(address.isLoopbackAddress() || !answers(address, port)).isTrue();
      }
    }
  }

  @Test
  void aBeatIsAnsweredByItsNumberAndCountsInTheOneView() throws IOException {
    try (FakeProgram one = welcomed();
        FakeProgram other = welcomed()) {
      beat(one, 5, 100, 10);
      beat(other, 9, 1000, 20);

      assertThat(one.hears()).satisfies(answer -> assertThat(number(answer, 35)).isEqualTo(5));
      assertThat(other.hears()).satisfies(answer -> assertThat(number(answer, 35)).isEqualTo(9));
      Account account = tally.account();
      assertThat(account.processes()).isEqualTo(2);
      assertThat(account.bytesRead()).isEqualTo(1100);
      assertThat(account.bytesWritten()).isEqualTo(30);
      assertThat(account.threads()).isEqualTo(6);
      assertThat(account.cpu()).isEqualTo(Duration.ofMillis(2));
    }
  }

  @Test
  void pauseAndResumeReachAllProcessesAndThoseThatComeLater() throws IOException {
    try (FakeProgram one = welcomed()) {
      portal.pause();
      assertThat(one.hears().type()).isEqualTo(34);
      try (FakeProgram late = welcomed()) {
        late.sends(2, payload().putShort((short) 40).putShort((short) 0));
        assertThat(late.hears().type()).isEqualTo(34);
        portal.resume();
        assertThat(one.hears().type()).isEqualTo(37);
        assertThat(late.hears().type()).isEqualTo(37);
        portal.end(Cause.EVM_ENDED);
        assertThat(one.hears()).satisfies(end -> assertThat(end.type()).isEqualTo(38));
      }
    }
  }

  @Test
  void aListedChildGetsATokenOfItsOwnAndNoFurtherOneDoes() throws IOException {
    try (FakeProgram parent = welcomed()) {
      Frame answer = parent.sends(6, payload(), "C:\\app\\b.exe", "b.exe").hears();

      assertThat(answer.payload()[0]).isOne();
      byte[] token = Arrays.copyOfRange(answer.payload(), 1, 33);
      try (FakeProgram child = parent.child().greets(token)) {
        assertThat(child.hears().type()).isEqualTo(33);
        Frame again = parent.sends(6, payload(), "C:\\app\\b.exe", "b.exe").hears();
        assertThat(again.payload()[0]).isZero();
        assertThat(again.payload()).asString(StandardCharsets.UTF_8).contains("There are 2");
      }
    }
  }

  @Test
  void ofManyChildrenThatAreAskedForAtOnceNoMoreStartThanMay() throws IOException {
    try (FakeProgram parent = welcomed()) {
      Frame first = parent.sends(6, payload(), "C:\\app\\b.exe", "b.exe").hears();
      Frame second = parent.sends(6, payload(), "C:\\app\\b.exe", "b.exe").hears();

      assertThat(first.payload()[0]).isOne();
      assertThat(second.payload()[0]).as("the first has not reported yet").isZero();
    }
  }

  @Test
  void aProgramThatIsNotListedDoesNotStart() throws IOException {
    try (FakeProgram parent = welcomed()) {
      Frame answer = parent.sends(6, payload(), "C:\\windows\\system32\\cmd.exe", "cmd").hears();

      assertThat(answer.payload()[0]).isZero();
      assertThat(Arrays.copyOfRange(answer.payload(), 1, 33)).containsOnly(0);
    }
  }

  @Test
  void theTagOfAFileIsTheOneThatWasToldLastAlsoUnderAnotherName() throws IOException {
    byte[] tag = key(16);
    try (FakeProgram program = welcomed()) {
      closed(program, "C\\work\\sub\\a.txt", tag, 77);
      assertThat(opening(program, "c\\WORK\\sub\\A.txt").payload()[0]).isOne();
      program.sends(13, payload(), "C\\work\\sub", "C\\work\\other");

      byte[] known = opening(program, "C\\work\\other\\a.txt").payload();
      assertThat(Arrays.copyOfRange(known, 1, 17)).isEqualTo(tag);
      assertThat(known[17]).isEqualTo((byte) 77);
      assertThat(opening(program, "C\\work\\sub\\a.txt").payload()[0]).isZero();
      program.sends(12, payload(), "C\\work\\other\\a.txt");
      assertThat(opening(program, "C\\work\\other\\a.txt").payload()[0]).isZero();
    }
  }

  @Test
  void ofTwoProcessesThatTellOfAFileTheOneThatClosedItLastIsRight() throws IOException {
    try (FakeProgram early = welcomed();
        FakeProgram late = welcomed()) {
      closed(late, "C\\work\\a.txt", key(16), 9, 77);
      beat(late, 1, 0, 0);
      late.hears();
      closed(early, "C\\work\\a.txt", new byte[16], 8, 5);

      assertThat(opening(early, "C\\work\\a.txt").payload()[17]).isEqualTo((byte) 77);
    }
  }

  @Test
  void theManifestBesideShowsWhetherSomebodyChangedIt() throws IOException {
    try (FakeProgram program = welcomed()) {
      closed(program, "C\\work\\a.txt", key(16), 5);
      beat(program, 1, 0, 0);
      program.hears();
    }
    Path manifest = folder.resolve("manifest");
    assertThat(Files.readString(manifest)).contains(" 5 C\\WORK\\A.TXT");
    assertThat(ledger.holds()).isTrue();

    Files.writeString(manifest, Files.readString(manifest).replace(" 5 ", " 6 "));
    assertThat(ledger.holds()).isFalse();
  }

  @Test
  void refusalsTextsAndCallsAreCountedByName() throws IOException {
    try (FakeProgram program = welcomed()) {
      for (int i = 0; i < 3; i++) {
        refused(program, "NtCreateFile", "C:\\Users", 2);
      }
      program.sends(5, payload().put((byte) 1), "Title", "Text");
      seen(program, "NtReadFile", 40);
      beat(program, 1, 0, 0);
      program.hears();
    }
    Account account = tally.account();
    assertThat(account.refused()).isEqualTo(Map.of("NtCreateFile", 6L));
    assertThat(account.refusals())
        .containsExactly(new Account.Refusal("NtCreateFile", "C:\\Users"));
    assertThat(account.texts()).containsExactly(new Account.Told("message box", "Title", "Text"));
    assertThat(account.calls()).isEqualTo(Map.of("NtReadFile", 40L));
  }

  @Test
  void aProgramThatTellsTooMuchDoesNotFillTheMemory() throws IOException {
    try (FakeProgram program = welcomed()) {
      for (int i = 0; i < 5000; i++) {
        refused(program, "name" + i, "x".repeat(3000), 1);
      }
      beat(program, 1, 0, 0);
      program.hears();
    }
    assertThat(tally.account().refused()).hasSizeLessThan(1100);
    assertThat(tally.account().refusals()).hasSizeLessThan(1100);
    assertThat(tally.account().refusals()).allMatch(refusal -> refusal.detail().length() < 1000);
  }

  private FakeProgram welcomed() throws IOException {
    String invitation = portal.invitation();
    FakeProgram program = new FakeProgram(invitation).greets(FakeProgram.token(invitation));
    Frame welcome = program.hears();
    assertThat(welcome.type()).isEqualTo(33);
    Fields fields = new Fields(welcome.payload());
    assertThat(fields.u16()).isOne();
    String policy = new String(fields.bytes((int) fields.u32()), StandardCharsets.UTF_8);
    assertThat(policy).contains("heartbeat 10\n");
    assertThat(fields.u8()).isZero();
    assertThat(fields.bytes(64)).isEqualTo(KEY);
    fields.end();
    return program;
  }

  private static void beat(FakeProgram program, long number, long read, long written)
      throws IOException {
    program.sends(
        3,
        payload()
            .putLong(number)
            .putLong(read)
            .putLong(written)
            .putInt(3)
            .putInt(0)
            .putLong(10_000));
  }

  private static void closed(FakeProgram program, String path, byte[] tag, long size)
      throws IOException {
    closed(program, path, tag, 0, size);
  }

  private static void closed(FakeProgram program, String path, byte[] tag, long clock, long size)
      throws IOException {
    program.sends(9, text(payload(), path).put(tag).putLong(clock).putLong(0).putLong(size));
  }

  private static void refused(FakeProgram program, String what, String detail, int often)
      throws IOException {
    program.sends(4, text(text(payload(), what), detail).putInt(often));
  }

  private static void seen(FakeProgram program, String export, long calls) throws IOException {
    program.sends(10, text(payload(), export).putLong(calls));
  }

  private static ByteBuffer text(ByteBuffer fields, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return fields.putShort((short) bytes.length).put(bytes);
  }

  private static Frame opening(FakeProgram program, String path) throws IOException {
    Frame answer = program.sends(14, payload(), path).hears();
    assertThat(answer.type()).isEqualTo(39);
    return answer;
  }

  private static long number(Frame frame, int type) throws BadFrame {
    assertThat(frame.type()).isEqualTo(type);
    return new Fields(frame.payload()).u64();
  }

  private static boolean answers(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 300);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] key() {
    return key(TaskKeys.BYTES);
  }

  private static byte[] key(int bytes) {
    byte[] key = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      key[i] = (byte) (i + 1);
    }
    return key;
  }
}
