package org.idlewild.scheduler.batch;

import java.util.List;

/**
 * What a researcher says about an application version; null where nothing is said.
 *
 * @param version from 1
 * @param platform {@code java}, {@code linux-x86_64}, {@code windows-x86_64} or {@code windows-x86}
 * @param main the name of one of {@code files}
 * @param arguments null means the parameter's words
 * @param files at least one
 * @param outputs at least one
 * @param limits what it leaves out comes from the application's policy
 * @param planClass null means none: any host of the platform will do
 * @param checkpoint the file that a task keeps to go on from; null means that it keeps none
 * @param evm for Windows alone; null means the usual
 * @param boinc for BOINC's clients; null means the usual
 */
public record Manifest(
    int version,
    String platform,
    String main,
    List<String> arguments,
    List<ManifestFile> files,
    List<OutputRule> outputs,
    Footprint limits,
    PlanClassRule planClass,
    String checkpoint,
    EvmRule evm,
    BoincRule boinc) {

  /** One that says nothing of the virtual machine, nor of BOINC's clients. */
  public Manifest(
      int version,
      String platform,
      String main,
      List<String> arguments,
      List<ManifestFile> files,
      List<OutputRule> outputs,
      Footprint limits,
      PlanClassRule planClass,
      String checkpoint) {
    this(
        version,
        platform,
        main,
        arguments,
        files,
        outputs,
        limits,
        planClass,
        checkpoint,
        null,
        null);
  }

  /** One for any host of its platform, that keeps no checkpoint. */
  public Manifest(
      int version,
      String platform,
      String main,
      List<String> arguments,
      List<ManifestFile> files,
      List<OutputRule> outputs,
      Footprint limits) {
    this(version, platform, main, arguments, files, outputs, limits, null, null);
  }
}
