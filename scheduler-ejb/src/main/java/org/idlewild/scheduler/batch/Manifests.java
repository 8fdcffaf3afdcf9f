package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.work.App;
import org.idlewild.work.AppVersion;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.ExpectedOutput;
import org.idlewild.work.Limits;
import org.idlewild.work.NamedFile;
import org.idlewild.work.PlanClass;
import org.idlewild.work.StoredFile;
import org.idlewild.wrapper.ProgramFormat;

/**
 * Turns a researcher's manifest and files into an application version, or says what is wrong with
 * them.
 */
@Singleton
class Manifests {
  private static final String LINUX = "linux-x86_64";
  private static final Set<String> PLATFORMS =
      Set.of("java", LINUX, "windows-x86_64", "windows-x86");
  private static final int MOST_ARGUMENTS = 100;
  private static final int MOST_ARGUMENT = 1000;

  /** Of all arguments together: what a column of text holds in any script. */
  private static final int MOST_COMMAND_LINE = 16_000;

  private static final int MOST_OUTPUTS = 20;
  private static final long MOST_OUTPUT_BYTES = 4L << 30;

  private final FileStore store;

  @Inject
  Manifests(FileStore store) {
    this.store = store;
  }

  AppVersion check(long id, App app, Manifest manifest, Map<String, StoredFile> files) {
    Checks.between(manifest.version(), 1, 1_000_000, "version");
    Checks.require(
        manifest.platform() != null && PLATFORMS.contains(manifest.platform()),
        "platform is one of java, linux-x86_64, windows-x86_64, windows-x86");
    List<NamedFile> named = files(manifest, files);
    StoredFile main = main(manifest, named);
    checkFormat(manifest, main);
    EvmPolicy evm = evm(manifest, named);
    return new AppVersion(
        id,
        app.id(),
        manifest.version(),
        manifest.platform(),
        manifest.main(),
        arguments(manifest),
        named,
        outputs(manifest),
        limits(manifest, app.policy().footprint()),
        planClass(manifest, evm),
        checkpoint(manifest),
        evm,
        clients(manifest));
  }

  private EvmPolicy evm(Manifest manifest, List<NamedFile> files) {
    boolean windows = manifest.platform().startsWith("windows-");
    Checks.require(
        windows || manifest.evm() == null, "evm is for programs of windows platforms alone");
    List<String> names = files.stream().map(NamedFile::name).toList();
    EvmPolicy policy = manifest.evm() == null ? EvmPolicy.DEFAULT : manifest.evm().checked(names);
    if (windows && !policy.stripSignature()) {
      files.forEach(this::checkUnsigned);
    }
    return policy;
  }

  private void checkUnsigned(NamedFile file) {
    Checks.require(
        !ProgramFormat.isSigned(head(file.content())),
        file.name()
            + " is signed, and no signature survives wrapping: \"stripSignature\": true in evm lets it"
            + " be cut out");
  }

  private static ClientTerms clients(Manifest manifest) {
    BoincRule rule = manifest.boinc() == null ? BoincRule.USUAL : manifest.boinc();
    boolean evmAlone = manifest.evm() != null && manifest.evm().isRequired();
    return rule.checked(manifest.platform(), evmAlone);
  }

  /** A host that lets nobody connect is of no use to who must. */
  private static PlanClass planClass(Manifest manifest, EvmPolicy evm) {
    PlanClass asked =
        manifest.planClass() == null ? PlanClass.NONE : manifest.planClass().checked();
    if (evm.net().isEmpty()) {
      return asked;
    }
    Set<String> features = new HashSet<>(asked.features());
    features.add(EvmPolicy.NETWORK_FEATURE);
    String name = asked.name().isEmpty() ? EvmPolicy.NETWORK_FEATURE : asked.name();
    return new PlanClass(name, asked.processors(), features, asked.speed());
  }

  private static Limits limits(Manifest manifest, Limits others) {
    return manifest.limits() == null ? others : manifest.limits().over(others);
  }

  private static Optional<String> checkpoint(Manifest manifest) {
    Optional<String> name = Optional.ofNullable(manifest.checkpoint()).map(Checks::plainName);
    name.ifPresent(
        file ->
            Checks.require(
                manifest.outputs().stream().noneMatch(output -> output.name().equals(file)),
                "checkpoint names a file that is not among the outputs"));
    return name;
  }

  private static List<NamedFile> files(Manifest manifest, Map<String, StoredFile> files) {
    List<ManifestFile> listed = manifest.files() == null ? List.of() : manifest.files();
    Checks.require(
        !listed.isEmpty() && Checks.isFull(listed), "files lists at least one file, none null");
    Checks.different(listed.stream().map(file -> Checks.plainName(file.name())).toList(), "files");
    files.keySet().forEach(name -> checkListed(name, listed));
    return listed.stream().map(file -> file(file, files.get(file.name()))).toList();
  }

  private static void checkListed(String name, List<ManifestFile> listed) {
    Checks.require(
        listed.stream().anyMatch(file -> file.name().equals(name)),
        "the file '" + Checks.shown(name) + "' was sent and is not listed in files");
  }

  private static NamedFile file(ManifestFile listed, StoredFile content) {
    Checks.require(content != null, "the file " + listed.name() + " is listed and was not sent");
    Checks.require(
        listed.sha256() == null || listed.sha256().equals(content.sha256()),
        "the SHA-256 of " + listed.name() + " is " + content.sha256() + ", not as listed");
    return new NamedFile(listed.name(), content);
  }

  private static StoredFile main(Manifest manifest, List<NamedFile> files) {
    return files.stream()
        .filter(file -> file.name().equals(manifest.main()))
        .findFirst()
        .orElseThrow(() -> Checks.malformed("main names one of the files"))
        .content();
  }

  private void checkFormat(Manifest manifest, StoredFile main) {
    ProgramFormat format = ProgramFormat.of(head(main));
    boolean script = format == ProgramFormat.SCRIPT && manifest.platform().equals(LINUX);
    Checks.require(
        script || format.platform().equals(manifest.platform()),
        manifest.main()
            + " is of the kind "
            + format.platform()
            + ", which the platform "
            + manifest.platform()
            + " does not run");
  }

  private byte[] head(StoredFile file) {
    try (InputStream in = store.content(file).open(0)) {
      return in.readNBytes(ProgramFormat.ENOUGH);
    } catch (IOException failure) {
      throw new UncheckedIOException("a file that was just kept cannot be read", failure);
    }
  }

  private static List<String> arguments(Manifest manifest) {
    if (manifest.arguments() == null) {
      return List.of(AppVersion.PARAMETER);
    }
    Checks.require(
        manifest.arguments().size() <= MOST_ARGUMENTS, "there are at most 100 arguments");
    for (String argument : manifest.arguments()) {
      Checks.require(
          argument != null
              && !argument.isEmpty()
              && argument.length() <= MOST_ARGUMENT
              && argument.chars().noneMatch(Character::isISOControl),
          "an argument has 1 to 1000 characters and no line breaks");
    }
    Checks.require(
        manifest.arguments().stream().mapToInt(String::length).sum() <= MOST_COMMAND_LINE,
        "all arguments together have at most 16000 characters");
    return List.copyOf(manifest.arguments());
  }

  private static List<ExpectedOutput> outputs(Manifest manifest) {
    List<OutputRule> rules = manifest.outputs() == null ? List.of() : manifest.outputs();
    Checks.require(
        !rules.isEmpty() && rules.size() <= MOST_OUTPUTS && Checks.isFull(rules),
        "outputs lists 1 to 20 outputs, none null");
    Checks.different(rules.stream().map(OutputRule::name).toList(), "outputs");
    return rules.stream()
        .map(
            rule ->
                new ExpectedOutput(
                    Checks.plainName(rule.name()),
                    Checks.between(rule.maxBytes(), 0, MOST_OUTPUT_BYTES, "maxBytes"),
                    rule.required() == null || rule.required()))
        .toList();
  }
}
