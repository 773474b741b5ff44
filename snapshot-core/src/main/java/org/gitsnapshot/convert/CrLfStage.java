package org.gitsnapshot.convert;

import java.io.IOException;
import java.io.OutputStream;

/** Puts a CR before each LF that has none. */
final class CrLfStage extends Stage {
  private static final byte[] CR = {'\r'};

  private boolean afterCr;

  CrLfStage(OutputStream next) {
    super(next);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int from = offset;
    for (int at = offset; at < end; at++) {
      byte b = bytes[at];
      if (b == '\n' && !afterCr) {
        emit(bytes, from, at - from);
        emit(CR, 0, 1);
        from = at;
      }
      afterCr = b == '\r';
    }
    emit(bytes, from, end - from);
  }

  @Override
  void end() {}
}
