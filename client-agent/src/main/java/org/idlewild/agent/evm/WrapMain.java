package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.idlewild.wrapper.Seal;
import org.idlewild.wrapper.Signature;
import org.idlewild.wrapper.Wrap;
import org.idlewild.wrapper.WrapRefused;

/**
 * Wraps programs in a process of its own: {@code REFUSE|STRIP SHIM OUT FILE...}. An OUT of {@code
 * -} writes nothing and tells whether it could be done.
 */
final class WrapMain {
  /** The status when a program cannot be wrapped; why is on standard output. */
  static final int REFUSED = 3;

  static final String NOWHERE = "-";
  private static final int FILES = 3;

  private WrapMain() {}

  public static void main(String[] arguments) throws IOException {
    Signature signature = Signature.valueOf(arguments[0]);
    Shim shim = new Shim(Path.of(arguments[1]));
    List<Path> files = Arrays.stream(arguments, FILES, arguments.length).map(Path::of).toList();
    Wrap wrap = new Wrap(signature, shim.libraries(), Seal.sum());
    try {
      if (arguments[2].equals(NOWHERE)) {
        wrap.check(files);
      } else {
        wrap.files(files, Path.of(arguments[2]));
      }
    } catch (WrapRefused e) {
      System.out.println(e.getMessage());
      System.exit(REFUSED);
    }
  }
}
