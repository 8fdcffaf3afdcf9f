package org.idlewild.protocol.boinc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A slot of a client's, with what the client does in it (BOINC: {@code lib/app_ipc.h}). */
final class Slot implements AutoCloseable {
  static final int REQUEST = 0;
  static final int STATUS = 5;
  static final int TRICKLE_UP = 6;

  private static final int CHANNEL = 1024;
  private static final int CHANNELS = 8;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private Process launcher;

  /** In a folder that is empty, of a client that is the process of this id. */
  Slot(Path folder, long client) throws IOException {
    this.folder = folder;
    Files.write(folder.resolve("launch"), Launcher.bytes());
    Files.write(folder.resolve("boinc_mmap_file"), new byte[CHANNEL * CHANNELS]);
    Files.writeString(
        folder.resolve("init_data.xml"),
        "<app_init_data>\n<client_pid>%d</client_pid>\n<wu_cpu_time>100.5</wu_cpu_time>\n"
            .formatted(client));
  }

  /** Starts a program as the client would; what it says on its error output goes to a file. */
  Slot start(String program, String... arguments) throws IOException {
    Files.writeString(folder.resolve("crunch"), "#!/bin/sh\n" + program + "\n");
    List<String> command = new ArrayList<>(List.of("/bin/sh", "./launch", "crunch"));
    command.addAll(List.of(arguments));
    launcher =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("stderr.txt").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return this;
  }

  Process launcher() {
    return launcher;
  }

  /** What it ended with; above 128 by a signal. */
  int end() throws InterruptedException {
    if (!launcher.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("the launcher goes on");
    }
    return launcher.exitValue();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  String text(String name) throws IOException {
    return Files.readString(file(name)).strip();
  }

  void say(int channel, String text) throws IOException {
    try (RandomAccessFile shared = shared()) {
      shared.seek((long) channel * CHANNEL + 1);
      shared.write((text + "\0").getBytes(StandardCharsets.US_ASCII));
      shared.seek((long) channel * CHANNEL);
      shared.write(1);
    }
  }

  boolean isFull(int channel) throws IOException {
    try (RandomAccessFile shared = shared()) {
      shared.seek((long) channel * CHANNEL);
      return shared.read() == 1;
    }
  }

  /** What the launcher said, after which the channel is empty. */
  String hear(int channel) throws IOException {
    until("channel " + channel + " is full", () -> isFull(channel));
    byte[] bytes = new byte[CHANNEL];
    try (RandomAccessFile shared = shared()) {
      shared.seek((long) channel * CHANNEL);
      shared.readFully(bytes);
      shared.seek((long) channel * CHANNEL);
      shared.write(0);
    }
    String text = new String(bytes, 1, CHANNEL - 1, StandardCharsets.US_ASCII);
    return text.substring(0, text.indexOf('\0'));
  }

  private RandomAccessFile shared() throws IOException {
    return new RandomAccessFile(file("boinc_mmap_file").toFile(), "rw");
  }

  /** Waits for something that happens soon or never. */
  static void until(String what, Condition happened) throws IOException {
    long begun = System.nanoTime();
    while (!happened.holds()) {
      if (System.nanoTime() - begun > PATIENCE) {
        throw new AssertionError("never: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** What somebody waits for. */
  interface Condition {
    boolean holds() throws IOException;
  }

  @Override
  public void close() {
    if (launcher != null) {
      launcher.descendants().forEach(ProcessHandle::destroyForcibly);
      launcher.destroyForcibly();
    }
  }
}
