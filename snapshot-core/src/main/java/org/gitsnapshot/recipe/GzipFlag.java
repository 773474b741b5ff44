package org.gitsnapshot.recipe;

/** The bits of {@code FLG}, and the one {@code CM} there is: RFC 1952, section 2.3.1. */
final class GzipFlag {
  static final int TEXT = 1;
  static final int CHECKED = 2;
  static final int EXTRA = 4;
  static final int NAME = 8;
  static final int COMMENT = 16;
  static final int RESERVED = 0xe0;

  /** The compression method. */
  static final int DEFLATE = 8;

  private GzipFlag() {}
}
