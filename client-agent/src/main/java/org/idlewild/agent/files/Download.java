package org.idlewild.agent.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/** Fetches files into the cache, from where an earlier attempt stopped. */
public final class Download {
  private static final int BUFFER = 64 * 1024;
  private static final int LOCKS = 64;

  private final FileCache cache;
  private final ByteSource source;

  /** One is picked by the checksum: two downloads of one file never share a part. */
  private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

  /** Makes one. */
  public Download(FileCache cache, ByteSource source) {
    this.cache = cache;
    this.source = source;
  }

  /**
   * Fetches a file unless it is there. Two calls for one file share one download.
   *
   * @throws Refused when the source will never give it
   * @throws Corrupt when what came was not what was asked for
   * @throws IOException when the transfer broke off; what arrived is kept for the next attempt
   */
  public Path fetch(Blob blob) throws IOException {
    synchronized (locks[Math.floorMod(blob.sha256().hashCode(), LOCKS)]) {
      Optional<Path> there = cache.find(blob);
      return there.isPresent() ? there.get() : transfer(blob);
    }
  }

  private Path transfer(Blob blob) throws IOException {
    Path part = cache.part(blob);
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (have > blob.bytes()) {
      Files.delete(part);
      have = 0;
    }
    if (have < blob.bytes() || blob.bytes() == 0) {
      receive(blob, part, have);
    }
    return cache.admit(blob);
  }

  private void receive(Blob blob, Path part, long have) throws IOException {
    try (ByteSource.Part from = source.open(blob.sha256(), have);
        FileChannel file =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (from.start() > have) {
        throw new IOException("The server left out a part of " + blob.sha256() + ".");
      }
      file.truncate(from.start());
      file.position(from.start());
      copy(from.body(), file, blob);
      file.force(true);
    }
    long got = Files.size(part);
    if (got < blob.bytes()) {
      throw new IOException(
          "The download of " + blob.sha256() + " broke off after " + got + " bytes.");
    }
  }

  private static void copy(InputStream from, FileChannel to, Blob blob) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      if (to.position() + read > blob.bytes()) {
        to.truncate(0);
        throw new Corrupt("More bytes came than " + blob.sha256() + " has.");
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    }
  }
}
