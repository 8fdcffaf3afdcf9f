package org.idlewild.scheduler.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the server treats BOINC's clients.
 *
 * @param keys the folder with the project's keys; without them no such client is served
 * @param address the project's, ending in a slash; empty means as the client spelled it
 * @param name of the project, for people
 * @param openAccounts whether strangers may make accounts for themselves
 * @param statistics whether credit is published for sites that gather it
 */
public record ClientSettings(
    Path keys, Optional<String> address, String name, boolean openAccounts, boolean statistics) {}
