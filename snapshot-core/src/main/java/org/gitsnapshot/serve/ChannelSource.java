package org.gitsnapshot.serve;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A part of an open file, or of what is read as one. It reads by position and leaves the file open,
 * so that several parts can be read of one.
 */
final class ChannelSource implements Content.Source {
  /** Reads bytes at a position into a buffer, as a file's channel does. */
  interface Reading {
    int read(ByteBuffer bytes, long position) throws IOException;
  }

  /** Takes what went wrong where, as the answer is cut off without a word. */
  interface Failing {
    void failed(long position, IOException why);
  }

  private final ByteBufferPool.Sized pool;
  private final Reading file;
  private final Failing failing;
  private final long end;
  private long at;
  private Content.@Nullable Chunk failed;

  ChannelSource(
      ByteBufferPool.Sized pool, Reading file, Failing failing, RequestedRanges.Part part) {
    this.pool = pool;
    this.file = file;
    this.failing = failing;
    this.at = part.from();
    this.end = part.from() + part.length();
  }

  @Override
  public synchronized Content.Chunk read() {
    if (failed != null) {
      return failed;
    }
    if (at == end) {
      return Content.Chunk.EOF;
    }
    RetainableByteBuffer buffer = pool.acquire();
    try {
      ByteBuffer bytes = buffer.getByteBuffer();
      BufferUtil.clearToFill(bytes);
      bytes.limit((int) Math.min(bytes.capacity(), end - at));
      int n = file.read(bytes, at);
      if (n <= 0) {
        throw new EOFException("the file has become shorter");
      }
      BufferUtil.flipToFlush(bytes, 0);
      at += n;
      return Content.Chunk.asChunk(bytes, at == end, buffer);
    } catch (IOException e) {
      boolean unused = buffer.release();
      failed = Content.Chunk.from(e, true);
      if (!(e instanceof ClosedChannelException)) {
        // What closes it is the end of its answer, for which the client may be the reason.
        failing.failed(at, e);
      }
      return failed;
    }
  }

  @Override
  public void demand(Runnable demandCallback) {
    demandCallback.run();
  }

  @Override
  public synchronized void fail(Throwable failure) {
    if (failed == null) {
      failed = Content.Chunk.from(failure, true);
    }
  }
}
