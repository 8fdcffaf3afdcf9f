package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.idlewild.agent.files.Sha256;

/**
 * What a program left.
 *
 * @param exit as far as eight bits tell it
 * @param out its standard output, in hexadecimal digits
 * @param files in its folder, with their hashes
 */
record Outcome(int exit, String out, Map<String, String> files) {

  static Outcome of(int exit, byte[] out, Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Sha256.of(file));
      }
    }
    return new Outcome(exit & 0xff, HexFormat.of().formatHex(out), files);
  }
}
