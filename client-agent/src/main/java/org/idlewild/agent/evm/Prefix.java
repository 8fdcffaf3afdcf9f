package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.agent.files.Folders;

/**
 * The world that Wine gives a task: its registry, its drives. Made for one task and removed after
 * it, so that nothing of the user's own Wine is used or changed.
 *
 * @param folder where it lies
 * @param server the name of the folder that Wine's server for it works in
 */
record Prefix(Path folder, String server) {
  /** Keeps Wine from filling the prefix, which takes a minute and hundreds of megabytes. */
  private static final String NO_UPDATE = "disable\n";

  /**
   * Windows without any display, for a display is a way out; no sound; and of what Wine's set-up
   * would write, what programs ask for.
   */
  private static final String USER_REGISTRY =
      """
      WINE REGISTRY Version 2
      ;; All keys relative to \\\\User\\\\S-1-5-21-0-0-0-1000

      #arch=win64

      [Control Panel\\\\Keyboard] 1700000000
      "KeyboardDelay"="1"
      "KeyboardSpeed"="31"

      [Software\\\\Wine\\\\Drivers] 1700000000
      "Audio"=""
      "Graphics"="null"
      """;

  /** What Wine would start beside the program: set-up, services, a debugger, menus. */
  private static final String NOT_STARTED =
      "wineboot.exe,services.exe,winedbg.exe,winemenubuilder.exe,winedevice.exe,rpcss.exe=";

  /**
   * Where Wine looks for libraries before it looks at its own place; only 32-bit programs need it.
   */
  private static final String LIBRARIES = "wine";

  /**
   * Makes one.
   *
   * @param drive what the programs see as drive Z:
   * @param narrow whether there are 32-bit programs among them
   */
  static Prefix create(Path folder, Path drive, Wine wine, boolean narrow) throws IOException {
    Folders.createPrivate(folder);
    Path system = Files.createDirectories(folder.resolve("drive_c/windows/system32"));
    Path devices = Files.createDirectory(folder.resolve("dosdevices"));
    Files.writeString(folder.resolve(".update-timestamp"), NO_UPDATE);
    Files.writeString(folder.resolve("user.reg"), USER_REGISTRY);
    Files.createSymbolicLink(devices.resolve("c:"), Path.of("../drive_c"));
    Files.createSymbolicLink(devices.resolve("z:"), drive);
    link(wine.libraries(), system);
    if (narrow) {
      wine.linkNarrow(folder.resolve(LIBRARIES));
      link(
          wine.libraries32().orElseThrow(),
          Files.createDirectory(system.resolveSibling("syswow64")));
    }
    return new Prefix(folder, server(folder));
  }

  private static void link(Path libraries, Path system) throws IOException {
    try (Stream<Path> all = Files.list(libraries)) {
      for (Path library : all.toList()) {
        Files.createSymbolicLink(system.resolve(library.getFileName()), library);
      }
    }
  }

  private static String server(Path folder) throws IOException {
    return String.format(
        Locale.ROOT,
        "server-%x-%x",
        (Long) Files.getAttribute(folder, "unix:dev"),
        (Long) Files.getAttribute(folder, "unix:ino"));
  }

  /**
   * The whole environment of its programs. What Wine would hide from them because Linux uses the
   * names too, it takes from names that begin with WINE.
   */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("WINEPREFIX", folder.toString());
    environment.put("WINEDEBUG", "-all");
    if (Files.exists(folder.resolve(LIBRARIES))) {
      environment.put("WINEDLLPATH", folder.resolve(LIBRARIES).toString());
    }
    environment.put("WINEDLLOVERRIDES", NOT_STARTED);
    environment.put("WINEPATH", "C:\\windows\\system32;C:\\windows");
    environment.put("WINETEMP", "C:\\temp");
    environment.put("WINETMP", "C:\\temp");
    environment.put("USERPROFILE", "C:\\users\\evm");
    environment.put("APPDATA", "C:\\users\\evm\\AppData\\Roaming");
    environment.put("LOCALAPPDATA", "C:\\users\\evm\\AppData\\Local");
    return environment;
  }
}
