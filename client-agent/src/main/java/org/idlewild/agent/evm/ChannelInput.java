package org.idlewild.agent.evm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * What comes from a channel. The JDK's own stream of this kind holds a lock while it waits, so that
 * nothing could be sent meanwhile.
 */
final class ChannelInput extends InputStream {
  private static final int BYTE = 0xff;

  private final ReadableByteChannel channel;

  ChannelInput(ReadableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & BYTE;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, from, count));
  }
}
