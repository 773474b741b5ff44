package org.gitsnapshot.pretty;

import java.util.List;
import java.util.OptionalInt;
import org.gitsnapshot.io.ByteString;

/**
 * The options of {@code %(describe:…)}; see git-describe(1).
 *
 * @param tags whether tags without annotation count
 * @param abbrev the fewest hex digits of the id, 0 for none of the suffix; git's default without it
 * @param match only tags that one of these patterns matches, if there is any pattern
 * @param exclude no tags that one of these patterns matches
 */
public record DescribeOptions(
    boolean tags, OptionalInt abbrev, List<ByteString> match, List<ByteString> exclude) {
  /** Copies the lists. */
  public DescribeOptions {
    match = List.copyOf(match);
    exclude = List.copyOf(exclude);
  }
}
