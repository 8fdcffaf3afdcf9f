package org.idlewild.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.agent.cli.CommandLineRun.Result;
import org.idlewild.agent.cli.local.ClientKeys;
import org.idlewild.protocol.boinc.LegacyPrivateKey;
import org.idlewild.protocol.boinc.LegacyPublicKey;
import org.idlewild.protocol.boinc.Succession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  @TempDir private Path folder;

  @Test
  void theKeyForCodeIsKeptApartFromWhatTheServerGets() throws IOException {
    Result result = keys("keys");

    assertThat(result.status()).isZero();
    assertThat(names("keys/offline")).containsExactly("code_sign_private");
    assertThat(names("keys/server"))
        .containsExactly(
            "account_manager_private",
            "account_manager_public",
            "code_sign_public",
            "upload_private",
            "upload_public");
    assertThat(codeKey("keys").publicKey()).isEqualTo(serversKey("keys"));
  }

  @Test
  void itSaysWhatBelongsWhereAndWhatTheFormatIsWorth() {
    assertThat(keys("keys").out())
        .contains(folder.resolve("keys/offline") + " is the key for code")
        .contains(folder.resolve("keys/server") + " goes to the server")
        .contains("do not stop an attacker");
  }

  @Test
  void secretsAreTheOwnersAlone() throws IOException {
    keys("keys");

    for (String name :
        List.of(
            "offline/code_sign_private",
            "server/upload_private",
            "server/account_manager_private")) {
      assertThat(permissions("keys/" + name)).isEqualTo("rw-------");
    }
    assertThat(permissions("keys/offline")).isEqualTo("rwx------");
  }

  @Test
  void keysThatAreThereAreNotOverwritten() throws IOException {
    keys("keys");
    String before = Files.readString(folder.resolve("keys/offline/code_sign_private"));

    Result again = keys("keys");

    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("never overwritten");
    assertThat(Files.readString(folder.resolve("keys/offline/code_sign_private")))
        .isEqualTo(before);
  }

  @Test
  void aRotationChangesTheKeyForCodeAlone() throws IOException {
    keys("first");

    Result result = keys("second", "--rotate", folder.resolve("first").toString());

    assertThat(result.out()).contains("Former keys that lead to the new one: 1");
    assertThat(serversKey("second")).isNotEqualTo(serversKey("first"));
    assertThat(folder.resolve("second/server/upload_private"))
        .hasSameTextualContentAs(folder.resolve("first/server/upload_private"));
    assertThat(folder.resolve("second/server/account_manager_private"))
        .hasSameTextualContentAs(folder.resolve("first/server/account_manager_private"));
  }

  @Test
  void aClientThatMissedARotationLearnsOfTheLastKeyToo() throws IOException {
    keys("first");
    keys("second", "--rotate", folder.resolve("first").toString());
    keys("third", "--rotate", folder.resolve("second").toString());

    for (String former : List.of("first", "second")) {
      assertThat(names("third/server/succession"))
          .extracting(name -> succession("third/server/succession/" + name))
          .anyMatch(
              succession ->
                  succession.former().equals(serversKey(former))
                      && succession.leadsTo(serversKey("third")));
    }
  }

  @Test
  void withoutTheOldKeyNothingIsMade() {
    Result result = keys("second", "--rotate", folder.resolve("first").toString());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("code_sign_private cannot be read");
    assertThat(folder.resolve("second")).doesNotExist();
  }

  private Result keys(String name, String... more) {
    String[] args =
        Stream.concat(Stream.of("keys", folder.resolve(name).toString()), Stream.of(more))
            .toArray(String[]::new);
    return new CommandLineRun(Map.of(), folder).run(args);
  }

  private LegacyPrivateKey codeKey(String name) {
    return ClientKeys.read(folder.resolve(name).resolve("offline/code_sign_private"));
  }

  private LegacyPublicKey serversKey(String name) {
    return LegacyPublicKey.of(text(name + "/server/code_sign_public"));
  }

  private Succession succession(String file) {
    return Succession.of(text(file));
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }
}
