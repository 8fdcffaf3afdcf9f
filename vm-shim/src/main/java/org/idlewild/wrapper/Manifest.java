package org.idlewild.wrapper;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What lies in a folder of wrapped programs, by the names of the files.
 *
 * @param files in the order of their names
 */
public record Manifest(List<Program> files) {
  /** The manifest's own name in the folder. */
  public static final String NAME = "evm-manifest.json";

  /** The largest manifest that is read, in bytes. */
  public static final int LARGEST = 1 << 20;

  private static final Pattern FILE_NAME =
      Pattern.compile("[^\"\\\\/:*?<>|\\p{Cntrl}]{1,255}", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public Manifest {
    files = files.stream().sorted(Comparator.comparing(Program::name)).toList();
  }

  /**
   * One file.
   *
   * @param name without a folder; what Windows forbids in names is forbidden here
   * @param sha256 of its bytes, in 64 hexadecimal digits
   * @param size in bytes
   * @param machine whose program it is
   * @param wrapped whether it was wrapped; the virtual machine's own libraries are not
   * @param verdict what the look at its code said
   */
  public record Program(
      String name, String sha256, long size, Machine machine, boolean wrapped, Verdict verdict) {
    public Program {
      if (!isName(name) || !HASH.matcher(sha256).matches() || size < 0) {
        throw new IllegalArgumentException("no name, hash or size of a file: " + name);
      }
    }

    String text() {
      return """
          {"name": "%s", "sha256": "%s", "size": %d, "machine": "%s", "wrapped": %s, \
          "verdict": "%s"}"""
          .formatted(name, sha256, size, machine.platform(), wrapped, verdict.text());
    }
  }

  /** Whether a file on Windows can be called so. */
  static boolean isName(String name) {
    return FILE_NAME.matcher(name).matches() && !name.endsWith(".") && !name.endsWith(" ");
  }

  /** The text that is sealed, up to the seal. */
  String body() {
    String lines =
        files.stream().map(file -> "\n    " + file.text()).collect(Collectors.joining(","));
    return "{\n  \"version\": 1,\n  \"files\": [" + lines + "\n  ],\n";
  }

  /** The whole file. */
  public byte[] bytes(Seal seal) {
    String body = body();
    String text = body + "  \"seal\": \"" + seal.of(utf8(body)) + "\"\n}\n";
    return utf8(text);
  }

  /**
   * Reads what {@link #bytes} wrote, and nothing else.
   *
   * @param bytes the whole file
   * @param seal what it must have been sealed with
   * @throws InvalidManifest if it reads otherwise or the seal does not hold
   */
  public static Manifest read(byte[] bytes, Seal seal) throws InvalidManifest {
    return ManifestText.read(bytes, seal);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
