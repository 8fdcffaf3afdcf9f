package org.idlewild.deploy;

import java.util.List;
import org.idlewild.protocol.HostFacts;

/** What hosts that tests make up say of themselves. */
final class Facts {
  private Facts() {}

  /** Of a host that runs Java programs. */
  static HostFacts ofJavaHost(String name, boolean unsandboxed) {
    return new HostFacts(
        name,
        "0.1.0",
        "linux",
        "6.1",
        "x86_64",
        "test",
        2,
        1e9,
        4L << 30,
        10L << 30,
        List.of("java"),
        List.of("namespaces"),
        unsandboxed,
        List.of(),
        1.0,
        false);
  }
}
