package org.idlewild.agent.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The messages of one task, in folders that its program fills and empties and in others that it
 * cannot reach.
 *
 * <p>INVARIANT: nothing that the program left is opened where the program can still replace it. A
 * file is first moved out of its reach, by folders that were opened without following links; only
 * then is looked at what it is.
 */
public final class Mailbox {
  /** The most bytes of a message. */
  public static final int LIMIT = 64 * 1024;

  /** The most messages that wait to be sent. */
  public static final int MOST = 10;

  private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());
  private static final Path TRICKLE = Path.of("trickle");
  private static final Path UP = Path.of("up");
  private static final Path DOWN = Path.of("down");
  private static final int MOST_ENTRIES = 1000;

  private final Path work;
  private final Path out;
  private final Path in;
  private final Path last;

  /**
   * Makes one.
   *
   * @param work the program's working folder
   * @param own a folder on the same disk that no program reaches
   */
  public Mailbox(Path work, Path own) {
    this.work = work;
    this.out = own.resolve("out");
    this.in = own.resolve("in");
    this.last = own.resolve("last");
  }

  /** Before the program starts: makes its folders, and puts in what has come for it so far. */
  public void prepare() throws IOException {
    Folders.createPrivate(out);
    Folders.createPrivate(in);
    if (Files.exists(work.resolve(TRICKLE), LinkOption.NOFOLLOW_LINKS)) {
      return; // An input of that name: this app knows nothing of messages.
    }
    Files.createDirectories(work.resolve(TRICKLE).resolve(UP));
    Files.createDirectories(work.resolve(TRICKLE).resolve(DOWN));
    for (int number : numbers(in)) {
      deliver(number, Files.readAllBytes(in.resolve(Integer.toString(number))));
    }
  }

  /** Takes in what the program wrote, in the order of the files' names. */
  public void collect() throws IOException {
    if (!Files.isDirectory(out)) {
      return;
    }
    try (Reach up = Reach.of(work, UP);
        DirectoryStream<Path> own = Files.newDirectoryStream(out)) {
      int room = MOST - numbers(out).size();
      for (Path name : names(up.folder())) {
        if (room-- > 0) {
          take(up.folder(), name, (SecureDirectoryStream<Path>) own);
        }
      }
    } catch (NoSuchFileException e) {
      // The program is gone, or has put its folders away.
    }
  }

  /** The messages that wait to be sent, by number. */
  public SortedMap<Integer, byte[]> waiting() throws IOException {
    SortedMap<Integer, byte[]> waiting = new TreeMap<>();
    for (int number : numbers(out)) {
      read(out.resolve(Integer.toString(number)))
          .ifPresent(content -> waiting.put(number, content));
    }
    return waiting;
  }

  /** The server has a message. */
  public void sent(int number) throws IOException {
    Files.deleteIfExists(out.resolve(Integer.toString(number)));
  }

  /** Keeps a message for the program and shows it to the program if it runs. */
  public void receive(int number, byte[] content) throws IOException {
    Folders.createPrivate(in);
    Path kept = in.resolve(Integer.toString(number));
    if (number < 1 || content.length > LIMIT || Files.exists(kept)) {
      return;
    }
    write(kept, content);
    try {
      deliver(number, content);
    } catch (NoSuchFileException e) {
      // It does not run yet, and finds the message when it starts.
    }
  }

  private void deliver(int number, byte[] content) throws IOException {
    Path name = Path.of(Integer.toString(number));
    Path hidden = Path.of("." + number);
    try (Reach down = Reach.of(work, DOWN)) {
      Set<StandardOpenOption> fresh =
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (SeekableByteChannel channel = down.folder().newByteChannel(hidden, fresh)) {
        channel.write(ByteBuffer.wrap(content));
      }
      down.folder().move(hidden, down.folder(), name);
    }
  }

  private void take(SecureDirectoryStream<Path> up, Path name, SecureDirectoryStream<Path> own)
      throws IOException {
    int number = next();
    up.move(name, own, Path.of(Integer.toString(number)));
    Path moved = out.resolve(Integer.toString(number));
    if (read(moved).isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A message is left out: it must be a file of at most " + LIMIT + " bytes.");
      Folders.delete(moved);
    }
  }

  /** The number is spent before the message has it, so that no two messages ever share one. */
  private int next() throws IOException {
    int number = 1 + (Files.exists(last) ? Integer.parseInt(Files.readString(last)) : 0);
    write(last, Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    return number;
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(".new");
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What it holds, if it is a file and not too large; the program may still be writing to it. */
  private static Optional<byte[]> read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
      return Optional.empty();
    }
    try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = content.readNBytes(LIMIT + 1);
      return bytes.length > LIMIT ? Optional.empty() : Optional.of(bytes);
    }
  }

  private static Set<Integer> numbers(Path folder) throws IOException {
    Set<Integer> numbers = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.matches("[1-9]\\d{0,8}"))
            .map(Integer::valueOf)
            .forEach(numbers::add);
      }
    }
    return numbers;
  }

  private static Set<Path> names(DirectoryStream<Path> folder) {
    Set<Path> names = new TreeSet<>();
    int seen = 0;
    for (Path entry : folder) {
      Path name = entry.getFileName();
      if (Folders.isPlainName(name.toString())) {
        names.add(name);
      }
      if (++seen == MOST_ENTRIES) {
        break;
      }
    }
    return names;
  }
}
