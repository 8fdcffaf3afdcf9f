package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Signatures;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.SigningKey;
import org.idlewild.work.StoredFile;

/**
 * Takes signatures of what BOINC's clients run; they were made where no network reaches. Threads:
 * any.
 */
@Singleton
public class SignedFiles {
  private static final int MOST = 1000;
  private static final int LONGEST = 400;

  private final Transactions transactions;
  private final Signatures signatures;
  private final Contents contents;
  private final FileStore files;
  private final Catalogue catalogue;
  private volatile Optional<CodeKey> key = Optional.empty();

  @Inject
  SignedFiles(
      Transactions transactions,
      Signatures signatures,
      Contents contents,
      FileStore files,
      Catalogue catalogue) {
    this.transactions = transactions;
    this.signatures = signatures;
    this.contents = contents;
    this.files = files;
    this.catalogue = catalogue;
  }

  /** Says who knows the project's key; before that nothing counts as signed. */
  public void checkedBy(CodeKey knows) {
    key = Optional.of(knows);
    signatures.by(knows::present);
  }

  /**
   * Keeps signatures that the present key made, all or none.
   *
   * @return how many
   * @throws Refused FORBIDDEN, MALFORMED, CONFLICT when there is no key, NOT_FOUND for a file that
   *     is not here
   */
  public int keep(Caller caller, List<FileSignature> given) throws IOException {
    caller.requireResearcher();
    Checks.require(
        given != null && !given.isEmpty() && given.size() <= MOST && Checks.isFull(given),
        "signatures lists 1 to 1000 signatures, none null");
    CodeKey checked = key.orElseThrow(SignedFiles::noKey);
    SigningKey present = checked.present().orElseThrow(SignedFiles::noKey);
    for (FileSignature each : given) {
      check(each, checked, present);
    }
    transactions.run(
        () ->
            given.forEach(
                each ->
                    signatures.keep(each.sha256(), present.sha256(), each.signature().strip())));
    catalogue.forgetAll();
    return given.size();
  }

  private void check(FileSignature given, CodeKey checked, SigningKey present) throws IOException {
    Checks.require(
        Objects.toString(given.sha256(), "").matches("[0-9a-f]{64}"),
        "a SHA-256 is 64 lower-case hexadecimal digits");
    Checks.require(
        given.signature() != null && given.signature().length() <= LONGEST,
        "a signature has at most 400 characters");
    try (InputStream content = content(given.sha256(), checked, present)) {
      Checks.require(
          checked.verifies(content, given.signature()),
          "the project's present key did not sign "
              + Checks.shown(given.name() == null ? given.sha256() : given.name())
              + " so");
    }
  }

  private InputStream content(String sha256, CodeKey checked, SigningKey present)
      throws IOException {
    if (sha256.equals(present.launcher())) {
      return checked.launcher();
    }
    StoredFile file =
        transactions
            .call(() -> contents.find(sha256))
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Reason.NOT_FOUND,
                        "there is no file " + sha256 + " here; register its version first"));
    return files.content(file).open(0);
  }

  private static Refused noKey() {
    return new Refused(
        Refused.Reason.CONFLICT,
        "the server has no keys for BOINC's clients, so it checks nothing");
  }
}
