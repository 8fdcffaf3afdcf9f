package org.idlewild.work;

/**
 * By what BOINC's clients check programs at present.
 *
 * @param sha256 names the project's public key for code
 * @param launcher the SHA-256 of the launcher that starts programs which know nothing of BOINC
 */
public record SigningKey(String sha256, String launcher) {}
