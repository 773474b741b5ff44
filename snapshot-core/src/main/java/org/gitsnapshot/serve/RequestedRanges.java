package org.gitsnapshot.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} asks for of a file, RFC 9110, 14.1 and 14.2.
 *
 * @param parts the ranges that the file has, in the order asked for; none if it has none of them
 */
record RequestedRanges(List<Part> parts) {
  /** More than a reader of an archive's index asks for; who asks for more gets the whole file. */
  private static final int MAX_PARTS = 32;

  private static final Pattern PART = Pattern.compile("([0-9]{0,18})-([0-9]{0,18})");

  /**
   * A part of a file.
   *
   * @param from the first byte
   * @param length how many, at least one
   */
  record Part(long from, long length) {
    /** Returns what {@code Content-Range} says of it. */
    String contentRange(long size) {
      return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
  }

  /**
   * Reads a header.
   *
   * @return nothing where the header is to be as if it were not there: of another unit, malformed,
   *     or asking for more than the whole file would be
   */
  static Optional<RequestedRanges> parse(String header, long size) {
    if (!header.regionMatches(true, 0, "bytes=", 0, 6)) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    // Counted down, as the sum of several may not fit into 63 bits.
    long left = size;
    String[] items = header.substring(6).split(",", MAX_PARTS + 2);
    if (items.length > MAX_PARTS) {
      return Optional.empty();
    }
    for (String item : items) {
      Matcher matcher = PART.matcher(item.strip());
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String first = matcher.group(1);
      String last = matcher.group(2);
      long from;
      long to;
      if (first.isEmpty()) {
        if (last.isEmpty()) {
          return Optional.empty();
        }
        from = Math.max(0, size - Long.parseLong(last));
        to = size;
      } else {
        from = Long.parseLong(first);
        to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
          return Optional.empty();
        }
      }
      if (from < to) {
        parts.add(new Part(from, to - from));
        left = Math.max(-1, left - (to - from));
      }
    }
    boolean repeats = parts.size() > 1 && left < 0;
    return repeats ? Optional.empty() : Optional.of(new RequestedRanges(parts));
  }
}
