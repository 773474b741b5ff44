package org.gitsnapshot.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The bytes of one answer: of a file that was opened once, or held, or of zeros. */
final class FileBody {
  /** What is read of a file at once, for each client. */
  private static final int BUFFER = 64 << 10;

  private static final byte[] ZEROS = new byte[BUFFER];

  private final @Nullable FileChannel channel;
  private final byte @Nullable [] held;
  private final Instant modified;
  private final ChannelSource.Failing failing;

  private FileBody(
      @Nullable FileChannel channel,
      byte @Nullable [] held,
      Instant modified,
      ChannelSource.Failing failing) {
    this.channel = channel;
    this.held = held;
    this.modified = modified;
    this.failing = failing;
  }

  static FileBody of(FileChannel channel, Instant modified, ChannelSource.Failing failing) {
    return new FileBody(channel, null, modified, failing);
  }

  static FileBody of(byte[] held, Instant modified) {
    return new FileBody(null, held, modified, FileBody::cannotFail);
  }

  /** Returns as many zero bytes as are asked for. */
  static FileBody zeros(Instant modified) {
    return new FileBody(null, null, modified, FileBody::cannotFail);
  }

  Instant modified() {
    return modified;
  }

  /** Writes a part, as fast as the client takes it and without a thread that waits for it. */
  void copy(Request request, Content.Sink sink, RequestedRanges.Part part, Callback callback) {
    if (held != null) {
      int from = Math.toIntExact(part.from());
      sink.write(true, ByteBuffer.wrap(held, from, Math.toIntExact(part.length())), callback);
      return;
    }
    ByteBufferPool pool = request.getComponents().getByteBufferPool();
    Content.copy(
        new ChannelSource(
            new ByteBufferPool.Sized(pool, true, BUFFER),
            channel == null ? FileBody::zero : channel::read,
            failing,
            part),
        sink,
        callback);
  }

  private static void cannotFail(long position, IOException why) {
    throw new AssertionError(why);
  }

  private static int zero(ByteBuffer bytes, long position) {
    int count = Math.min(bytes.remaining(), ZEROS.length);
    bytes.put(ZEROS, 0, count);
    return count;
  }

  void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException nothingWasWritten) {
        // The file is only read.
      }
    }
  }
}
