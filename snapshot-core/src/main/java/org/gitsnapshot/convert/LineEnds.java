package org.gitsnapshot.convert;

import java.io.OutputStream;

/** A stream that counts what decides whether git would end a file's lines with CRLF. */
final class LineEnds extends OutputStream {
  /** Control-Z ended texts in CP/M and MS-DOS; as the last byte it does not speak against text. */
  private static final int END_OF_TEXT = 0x1a;

  /** Git takes a file for text while no more than one byte in this many is not printable. */
  private static final int PRINTABLE_FOR_ONE_OTHER = 128;

  private int previous;
  private boolean nul;
  private boolean loneCr;
  private boolean crLf;
  private boolean loneLf;
  private long printable;
  private long others;

  @Override
  public void write(int b) {
    int c = b & 0xff;
    if (previous == '\r' && c != '\n') {
      loneCr = true;
    }
    switch (c) {
      case '\n' -> {
        if (previous == '\r') {
          crLf = true;
        } else {
          loneLf = true;
        }
      }
      case '\r' -> {}
      case '\b', '\t', '\f', 0x1b -> printable++;
      default -> {
        nul |= c == 0;
        if (c < ' ' || c == 0x7f) {
          others++;
        } else {
          printable++;
        }
      }
    }
    previous = c;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  /** Returns whether there is an LF without a CR before it. */
  boolean hasLoneLf() {
    return loneLf;
  }

  /** Returns whether git takes this for text, and every line end in it is LF, with at least one. */
  boolean isTextWithLfAlone() {
    boolean anyCr = loneCr || crLf || previous == '\r';
    long notPrintable = previous == END_OF_TEXT ? others - 1 : others;
    boolean binary = nul || printable / PRINTABLE_FOR_ONE_OTHER < notPrintable;
    return loneLf && !anyCr && !binary;
  }
}
