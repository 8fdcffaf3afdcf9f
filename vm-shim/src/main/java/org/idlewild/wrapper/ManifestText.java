package org.idlewild.wrapper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a manifest in exactly the form in which it is written, so that nothing can hide in it. */
final class ManifestText {
  private static final Pattern LINE =
      Pattern.compile(
          " {4}\\{\"name\": \"([^\"]+)\", \"sha256\": \"([0-9a-f]{64})\", \"size\": (\\d{1,10}),"
              + " \"machine\": \"windows-(x86|x86_64)\", \"wrapped\": (true|false),"
              + " \"verdict\": \"(clean|suspicious|packed)\"},?");
  private static final String SEAL = "  \"seal\": \"";

  private ManifestText() {}

  static Manifest read(byte[] bytes, Seal seal) throws InvalidManifest {
    if (bytes.length > Manifest.LARGEST) {
      throw new InvalidManifest("A manifest larger than 1 MiB is not read.");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(SEAL);
    if (end < 0) {
      throw new InvalidManifest("The manifest has no seal.");
    }
    byte[] body = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
    String value = text.substring(end + SEAL.length()).split("\"", 2)[0];
    if (!seal.holds(body, value)) {
      throw new InvalidManifest("The manifest was changed, or sealed otherwise than expected.");
    }
    Manifest manifest = new Manifest(files(text.substring(0, end)));
    String rest = text.substring(end);
    if (!Arrays.equals(manifest.body().getBytes(StandardCharsets.UTF_8), body)
        || !rest.equals(SEAL + value + "\"\n}\n")
        || body.length + rest.length() != bytes.length) {
      throw new InvalidManifest("The manifest does not read as manifests of version 1 do.");
    }
    return manifest;
  }

  private static List<Manifest.Program> files(String body) throws InvalidManifest {
    List<Manifest.Program> files = new ArrayList<>();
    for (String line : body.split("\n", -1)) {
      Matcher file = LINE.matcher(line);
      if (file.matches()) {
        files.add(file(file));
      }
    }
    return files;
  }

  private static Manifest.Program file(Matcher line) throws InvalidManifest {
    if (!Manifest.isName(line.group(1))) {
      throw new InvalidManifest("The manifest names a file as Windows cannot.");
    }
    return new Manifest.Program(
        line.group(1),
        line.group(2),
        Long.parseLong(line.group(3)),
        Machine.valueOf(line.group(4).toUpperCase(Locale.ROOT)),
        Boolean.parseBoolean(line.group(5)),
        Verdict.valueOf(line.group(6).toUpperCase(Locale.ROOT)));
  }
}
