package org.gitsnapshot.io;

/** The mark that some editors begin a file of UTF-8 with, which is no part of its text. */
public final class ByteOrderMark {
  private static final char MARK = '\ufeff';

  private ByteOrderMark() {}

  /** Returns a text without it. */
  public static String passedOver(String text) {
    return text.isEmpty() || text.charAt(0) != MARK ? text : text.substring(1);
  }
}
