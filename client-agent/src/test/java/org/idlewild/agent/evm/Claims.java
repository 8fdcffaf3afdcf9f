package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of C that claims what holds for it inside the virtual machine; its first comments say
 * how it is run.
 *
 * @param name of the program
 * @param policy lines beyond the usual ones
 * @param inputs each a path, a space and a text
 * @param cases run once for each, or once without
 * @param ends the exit code that is expected
 * @param extras what few programs want
 */
record Claims(
    String name,
    List<String> policy,
    List<String> inputs,
    List<String> cases,
    int ends,
    Extras extras) {
  private static final Path FOLDER = Path.of("../vm-shim/claims");
  private static final Pattern TOLD =
      Pattern.compile("// (policy|input|case|ends|also|spoil|plant): (.*)");

  /**
   * What few programs want.
   *
   * @param libraries those that it brings
   * @param spoiled inputs that somebody changes on the disk: a path and the place of a byte, or how
   *     much is cut off
   * @param planted files that somebody puts on the disk in the clear: a path and a text
   */
  record Extras(List<String> libraries, List<String> spoiled, List<String> planted) {}

  /** What somebody else does to the files of the task before it starts. */
  void interfere(Root root) throws IOException {
    for (String spoiled : extras.spoiled()) {
      int space = spoiled.lastIndexOf(' ');
      Path file = root.locate(spoiled.substring(0, space)).orElseThrow();
      int at = Integer.parseInt(spoiled.substring(space + 1));
      byte[] bytes = Files.readAllBytes(file);
      if (at >= 0) {
        bytes[at] ^= 1;
      }
      Files.write(file, at < 0 ? Arrays.copyOf(bytes, bytes.length + at) : bytes);
    }
    for (String planted : extras.planted()) {
      String[] parts = planted.split(" ", 2);
      Files.writeString(root.locate(parts[0]).orElseThrow(), parts[1]);
    }
  }

  /** All of them. */
  static List<Claims> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Claims> all = new ArrayList<>();
      for (Path file : files.filter(each -> each.toString().endsWith(".c")).sorted().toList()) {
        String text = Files.readString(file);
        if (text.contains("\nint main")) {
          all.add(of(file.getFileName().toString().replaceFirst("\\.c$", ""), text));
        }
      }
      return all;
    }
  }

  private static Claims of(String name, String text) {
    Claims claims =
        new Claims(
            name,
            told(text, "policy"),
            told(text, "input"),
            new ArrayList<>(told(text, "case")),
            told(text, "ends").stream()
                .mapToInt(hex -> Integer.parseUnsignedInt(hex, 16))
                .findFirst()
                .orElse(0),
            new Extras(
                told(text, "also").stream().map(also -> also.split(" from ", 2)[0]).toList(),
                told(text, "spoil"),
                told(text, "plant")));
    if (claims.cases.isEmpty()) {
      claims.cases.add("");
    }
    return claims;
  }

  private static List<String> told(String text, String what) {
    return text.lines()
        .takeWhile(line -> line.startsWith("//"))
        .map(TOLD::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(1).equals(what))
        .map(line -> line.group(2).strip())
        .toList();
  }
}
