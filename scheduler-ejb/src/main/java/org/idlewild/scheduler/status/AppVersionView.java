package org.idlewild.scheduler.status;

import java.util.List;
import java.util.Optional;
import org.idlewild.work.AppVersion;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.EvmPolicy;
import org.idlewild.work.Limits;

/** A version of an application. */
public record AppVersionView(
    String app,
    int version,
    String platform,
    String main,
    List<String> arguments,
    List<FileView> files,
    List<OutputView> outputs,
    Limits limits,
    PlanClassView planClass,
    Optional<String> checkpoint,
    Optional<EvmPolicy> evm,
    ClientTerms clients) {

  /** A file of it. */
  public record FileView(String name, String sha256, long bytes) {}

  /** A file that it makes. */
  public record OutputView(String name, long maxBytes, boolean required) {}

  /** A version as a reader sees it. */
  public static AppVersionView of(String app, AppVersion version) {
    return new AppVersionView(
        app,
        version.version(),
        version.platform(),
        version.main(),
        version.arguments(),
        version.files().stream()
            .map(f -> new FileView(f.name(), f.content().sha256(), f.content().bytes()))
            .toList(),
        version.outputs().stream()
            .map(o -> new OutputView(o.name(), o.maxBytes(), o.required()))
            .toList(),
        version.limits(),
        PlanClassView.of(version.planClass()),
        version.checkpoint(),
        Optional.of(version.evm()).filter(evm -> version.platform().startsWith("windows-")),
        version.clients());
  }
}
