package org.idlewild.scheduler.settings;

import java.nio.file.Path;

/**
 * Where an operator's plug-ins lie.
 *
 * @param folder JARs of validators and assimilators; {@code scripts} in it holds scripts
 * @param copies where the server keeps the copies that it runs
 * @param unsandboxedScripts whether scripts may run where there is no sandbox for them
 */
public record PluginSettings(Path folder, Path copies, boolean unsandboxedScripts) {
  /** The folder of the scripts that apps may name. */
  public Path scripts() {
    return folder.resolve("scripts");
  }
}
