package org.gitsnapshot.acquire;

/** Looks at what a server sends, and tells a {@link ServerWatch} what it is. */
interface ServerScan {
  /** How many bytes of a line count as one more: all of it is held in memory. */
  int LINE_BYTES = 512;

  /** Takes the next bytes. */
  void scan(byte[] bytes, int from, int count);
}
