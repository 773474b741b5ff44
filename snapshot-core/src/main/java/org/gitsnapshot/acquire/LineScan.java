package org.gitsnapshot.acquire;

/** Counts the lines of what JGit reads line by line from a server of plain files. */
final class LineScan implements ServerScan {
  private final ServerWatch watch;
  private int length;
  private int part;

  LineScan(ServerWatch watch) {
    this.watch = watch;
  }

  @Override
  public void scan(byte[] bytes, int from, int count) {
    int lines = 0;
    for (int i = from; i < from + count; i++) {
      length++;
      part++;
      if (bytes[i] == '\n' || part == LINE_BYTES) {
        lines++;
        part = 0;
      }
      if (bytes[i] == '\n') {
        length = 0;
      } else if (length > MOST_BYTES) {
        watch.refuse("a line of its answer has more than 1 MiB");
        return;
      }
    }
    watch.lines(lines);
    watch.answer(count);
  }
}
