package org.gitsnapshot.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 to another encoding. Once something is not UTF-8, or has no place in the encoding, nothing
 * more comes out and {@link #failed()} is true: git then archives the whole file unencoded.
 */
final class EncodingStage extends Stage {
  private static final int CHUNK = 8192;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final Encoding.Encoder encoder;

  /** Bytes that wait for the rest of their character, and room for more. */
  private final ByteBuffer in = ByteBuffer.allocate(CHUNK);

  private final CharBuffer text = CharBuffer.allocate(CHUNK);
  private boolean begun;
  private boolean failed;

  EncodingStage(Encoding encoding, OutputStream next) {
    super(next);
    this.encoder = encoding.newEncoder();
  }

  /** Returns whether the file cannot be encoded; final once the stage is finished. */
  boolean failed() {
    return failed;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    while (at < offset + length && !failed) {
      int part = Math.min(in.remaining(), offset + length - at);
      in.put(bytes, at, part);
      at += part;
      decode(false);
    }
  }

  @Override
  void end() throws IOException {
    if (!failed) {
      decode(true);
    }
  }

  private void decode(boolean last) throws IOException {
    in.flip();
    // A character of UTF-8 is never more chars than bytes, so that all fit in.
    CoderResult result = decoder.decode(in, text, last);
    in.compact();
    text.flip();
    if (result.isError() || !encode()) {
      failed = true;
    }
    text.clear();
  }

  private boolean encode() throws IOException {
    if (!text.hasRemaining()) {
      return true;
    }
    if (!begun) {
      begun = true;
      byte[] mark = encoder.byteOrderMark();
      emit(mark, 0, mark.length);
    }
    ByteBuffer encoded = encoder.encode(text);
    emit(encoded.array(), encoded.arrayOffset(), encoded.limit());
    return !text.hasRemaining();
  }
}
