package org.gitsnapshot.serve;

import org.gitsnapshot.fuzz.Tried;

/** The ranges that clients ask the server for: what is answered lies in the file. */
public final class RangesFuzz {
  private static final long[] SIZES = {0, 1, 10, 4096, Long.MAX_VALUE};

  private RangesFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String header = Tried.utf8(input);
    for (long size : SIZES) {
      RequestedRanges.parse(header, size)
          .ifPresent(
              ranges -> {
                long total = 0;
                for (RequestedRanges.Part part : ranges.parts()) {
                  boolean inside =
                      part.from() >= 0 && part.length() > 0 && part.length() <= size - part.from();
                  Tried.check(inside, part + " of " + size);
                  total = Math.addExact(total, part.length());
                }
                Tried.check(total <= size || ranges.parts().size() == 1, "more than the file");
              });
    }
  }
}
