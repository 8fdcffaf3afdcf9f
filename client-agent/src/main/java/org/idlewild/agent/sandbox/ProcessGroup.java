package org.idlewild.agent.sandbox;

import java.io.IOException;

/** All processes of one program, however they are found. */
public interface ProcessGroup {

  /** Stops them. */
  void freeze() throws IOException;

  /** Lets them go on. */
  void thaw() throws IOException;

  /** Ends them; works on stopped ones too. */
  void kill();

  /** What they use now. */
  Usage usage();

  /** Frees what the group itself takes, once no process is left. */
  void remove();
}
