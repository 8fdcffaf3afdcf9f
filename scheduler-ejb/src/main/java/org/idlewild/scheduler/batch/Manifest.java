package org.idlewild.scheduler.batch;

import java.util.List;
import org.idlewild.work.Limits;

/**
 * What a researcher says about an application version; null where nothing is said.
 *
 * @param version from 1
 * @param platform {@code java} or {@code linux-x86_64}
 * @param main the name of one of {@code files}
 * @param arguments null means the parameter's words
 * @param files at least one
 * @param outputs at least one
 * @param limits null means {@link Limits#DEFAULT}
 * @param checkpoint the file that a task keeps to go on from; null means that it keeps none
 */
public record Manifest(
    int version,
    String platform,
    String main,
    List<String> arguments,
    List<ManifestFile> files,
    List<OutputRule> outputs,
    Limits limits,
    String checkpoint) {}
