package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The sums of a task's files as they were when the task last closed them. In memory; beside it a
 * sealed file tells whoever looks later. Threads: any.
 */
final class Ledger {
  private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
  private static final int MOST = 100_000;
  private static final String SEAL = "HmacSHA256";

  private final Path file;
  private final TaskKeys keys;
  private final Map<String, Entry> entries = new TreeMap<>();
  private boolean changed;

  /**
   * One that is still empty.
   *
   * @param file where it is kept
   * @param keys seal it
   */
  Ledger(Path file, TaskKeys keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * A file's sum.
   *
   * @param tag of what lies on disk
   * @param size of what it holds, in bytes
   * @param clock when it was told; two processes tell of a file on lines of their own
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; bytes on their way.
  record Entry(byte[] tag, long size, long clock) {
    Frame frame() {
      return Said.known(tag, size);
    }
  }

  synchronized Optional<Entry> find(String path) {
    return Optional.ofNullable(entries.get(key(path)));
  }

  /** A file has this sum from the start. */
  synchronized void put(String path, byte[] tag, long size) {
    put(path, new Entry(Arrays.copyOf(tag, FileTag.BYTES), size, 0));
  }

  private void put(String path, Entry entry) {
    Entry before = entries.get(key(path));
    if (before != null && Long.compareUnsigned(before.clock(), entry.clock()) > 0) {
      return;
    }
    if (entries.size() < MOST || entries.containsKey(key(path))) {
      entries.put(key(path), entry);
      changed = true;
    }
  }

  /** What a process did to files. */
  synchronized void heard(Heard heard) {
    if (heard instanceof Heard.Closed closed) {
      put(closed.path(), new Entry(closed.mac(), closed.size(), closed.clock()));
    } else if (heard instanceof Heard.Gone gone) {
      changed |= entries.remove(key(gone.path())) != null;
    } else if (heard instanceof Heard.Moved moved) {
      move(key(moved.from()), key(moved.to()));
    }
  }

  /** A file, or a folder with all that is below it. */
  private void move(String from, String to) {
    Map<String, Entry> moved = new TreeMap<>();
    entries.forEach(
        (path, entry) -> {
          if (path.equals(from) || path.startsWith(from + "\\")) {
            moved.put(path, entry);
          }
        });
    moved.keySet().forEach(entries::remove);
    moved.forEach((path, entry) -> entries.put(to + path.substring(from.length()), entry));
    changed |= !moved.isEmpty();
  }

  /** Whether a file is there with this tag and size; none is expected of an empty one. */
  synchronized boolean knows(String path, byte[] tag, long size) {
    Entry entry = entries.get(key(path));
    return entry == null
        ? tag.length == 0 && size == 0
        : MessageDigest.isEqual(entry.tag(), tag) && entry.size() == size;
  }

  /** The files in a folder and below it, as they are kept. */
  synchronized List<String> below(String folder) {
    return entries.keySet().stream().filter(path -> path.startsWith(key(folder) + "\\")).toList();
  }

  /** Writes it to its file, if anything changed since. */
  synchronized void keep() {
    if (!changed) {
      return;
    }
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (path, entry) ->
            text.append(HexFormat.of().formatHex(entry.tag()))
                .append(' ')
                .append(entry.size())
                .append(' ')
                .append(path)
                .append('\n'));
    try {
      Path next = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(next, text + "seal " + seal(text.toString()) + "\n");
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      changed = false;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The sums of a task's files could not be written.", e);
    }
  }

  /** Whether what lies in the file is what was written with this key. */
  boolean holds() throws IOException {
    String text = Files.readString(file);
    int at = text.lastIndexOf("seal ");
    return at >= 0
        && MessageDigest.isEqual(
            ascii(text.substring(at + 5).strip()), ascii(seal(text.substring(0, at))));
  }

  private String seal(String text) {
    byte[] key = keys.material();
    try {
      Mac mac = Mac.getInstance(SEAL);
      mac.init(new SecretKeySpec(key, SEAL));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Windows does not tell upper from lower case. */
  static String key(String path) {
    return path.toUpperCase(Locale.ROOT).replaceAll("\\p{Cntrl}", "?");
  }
}
