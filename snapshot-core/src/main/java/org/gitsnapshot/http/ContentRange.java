package org.gitsnapshot.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Content-Range} says, RFC 9110, 14.4.
 *
 * @param from the first byte
 * @param to the byte after the last
 * @param size the whole file's size, where it is said
 */
record ContentRange(long from, long to, OptionalLong size) {
  private static final Pattern FORM =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

  static Optional<ContentRange> parse(String header) {
    Matcher matcher = FORM.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long from = Long.parseLong(matcher.group(1));
    long to = Long.parseLong(matcher.group(2)) + 1;
    OptionalLong size =
        matcher.group(3).equals("*")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(matcher.group(3)));
    boolean possible = from < to && (size.isEmpty() || to <= size.getAsLong());
    return possible ? Optional.of(new ContentRange(from, to, size)) : Optional.empty();
  }

  /**
   * Returns whether this is what was asked for; less at the end only where the file ends, or may
   * end, since nothing says its size.
   */
  boolean answers(ByteRange asked) {
    boolean mayEndThere = size.isEmpty() || size.getAsLong() == to;
    return from == asked.from() && (to == asked.to() || (to < asked.to() && mayEndThere));
  }
}
