package org.gitsnapshot.acquire;

/** Looks at what a server sends, and tells a {@link ServerWatch} what it is. */
interface ServerScan {
  /** How many bytes of a line count as one more: all of it is held in memory. */
  int LINE_BYTES = 512;

  /** More bytes than that are no line, nor all that a server can do. */
  int MOST_BYTES = 1 << 20;

  /** Takes the next bytes. */
  void scan(byte[] bytes, int from, int count);
}
