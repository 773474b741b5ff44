package org.gitsnapshot.acquire;

/** Counts the lines of the lists that a server of plain files has: of refs, and of packs. */
final class LineScan implements ServerScan {
  private final ServerWatch watch;
  private int length;

  LineScan(ServerWatch watch) {
    this.watch = watch;
  }

  @Override
  public void scan(byte[] bytes, int from, int count) {
    int lines = 0;
    for (int i = from; i < from + count; i++) {
      length++;
      if (bytes[i] == '\n' || length == LINE_BYTES) {
        lines++;
        length = 0;
      }
    }
    watch.lines(lines);
    watch.answer(count);
  }
}
