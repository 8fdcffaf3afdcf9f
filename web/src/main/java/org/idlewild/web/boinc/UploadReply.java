package org.idlewild.web.boinc;

import java.util.OptionalLong;

/**
 * What a client is told about an upload.
 *
 * @param status how it goes on
 * @param message one sentence for the client's log; empty for none
 * @param fileSize how many bytes are here, for who asked that
 */
record UploadReply(Status status, String message, OptionalLong fileSize) {

  /** In BOINC's numbers. */
  enum Status {
    /** The file is here, or the question is answered. */
    DONE(0),
    /** The client waits some minutes and asks how far it is. */
    LATER(1),
    /** The client gives this file up. */
    NEVER(-1);

    private final int number;

    Status(int number) {
      this.number = number;
    }
  }

  static UploadReply done() {
    return new UploadReply(Status.DONE, "", OptionalLong.empty());
  }

  static UploadReply size(long bytes) {
    return new UploadReply(Status.DONE, "", OptionalLong.of(bytes));
  }

  static UploadReply later(String sentence) {
    return new UploadReply(Status.LATER, sentence, OptionalLong.empty());
  }

  static UploadReply never(String sentence) {
    return new UploadReply(Status.NEVER, sentence, OptionalLong.empty());
  }

  /** As clients read it. */
  String markup() {
    Xml xml = new Xml().begin("data_server_reply").number("status", (long) status.number);
    if (!message.isEmpty()) {
      xml.word("message", message);
    }
    fileSize.ifPresent(bytes -> xml.number("file_size", bytes));
    return xml.end("data_server_reply").toString();
  }
}
