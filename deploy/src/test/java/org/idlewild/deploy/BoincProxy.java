package org.idlewild.deploy;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Breaks a BOINC client's uploads in their middle, and connections by which replies would come. */
final class BoincProxy extends BreakingProxy {
  private static final String UPLOAD = "POST /boinc/file_upload_handler ";
  private static final String POLL = "POST /boinc/cgi ";

  /** More than any size query has. */
  private static final int PIECE = 200_000;

  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger losses = new AtomicInteger();

  BoincProxy(URI server) throws IOException {
    super(server);
  }

  /** The project's address by way of this. */
  String url() {
    return root() + "boinc/";
  }

  /** From now on so many uploads are cut, each after a fifth of a megabyte. */
  void cutUploads(int times) {
    cuts.set(times);
  }

  int cutsLeft() {
    return cuts.get();
  }

  /** From now on so many replies are lost that the scheduler made. */
  void loseReplies(int times) {
    losses.set(times);
  }

  int lossesLeft() {
    return losses.get();
  }

  @Override
  Rule rule() {
    return new Rule() {
      private volatile boolean poll;
      private boolean upload;
      private long sent;

      @Override
      public boolean sends(String piece, boolean begins) {
        if (begins) {
          poll = piece.startsWith(POLL);
          upload = piece.startsWith(UPLOAD);
          sent = 0;
        }
        sent += piece.length();
        return !(upload && sent > PIECE && uses(cuts));
      }

      @Override
      public boolean answers(String piece) {
        return !(poll && uses(losses));
      }
    };
  }

  private static boolean uses(AtomicInteger left) {
    return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }
}
