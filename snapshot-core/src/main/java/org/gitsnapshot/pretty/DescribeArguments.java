package org.gitsnapshot.pretty;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.gitsnapshot.io.ByteString;

/** Reads the options of {@code %(describe:…)}. */
final class DescribeArguments {
  /** What git-describe takes in place of a smaller length that is not 0. */
  private static final int SHORTEST = 4;

  /** Longer than any id. */
  private static final int LONGEST = 64;

  private boolean tags;
  private OptionalInt abbrev = OptionalInt.empty();
  private final List<ByteString> match = new ArrayList<>();
  private final List<ByteString> exclude = new ArrayList<>();

  private DescribeArguments() {}

  /** Returns the options; what follows those it understands is judged by whoever asked. */
  static DescribeOptions parse(Arguments arguments) {
    DescribeArguments options = new DescribeArguments();
    while (options.takeOne(arguments)) {
      // One that is wrong stops this one too, short of the end.
    }
    return new DescribeOptions(options.tags, options.abbrev, options.match, options.exclude);
  }

  private boolean takeOne(Arguments arguments) {
    if (arguments.takeFlag("tags")) {
      tags = arguments.flag();
      return true;
    }
    Arguments ahead = arguments.copy();
    if (ahead.take("abbrev")) {
      byte[] digits = ahead.value();
      LeadingNumber number = digits == null ? null : LeadingNumber.signed(digits, 0);
      if (digits == null || number == null || digits.length == 0 || number.end() != digits.length) {
        return false;
      }
      abbrev = OptionalInt.of(length(number.value()));
    } else if (ahead.take("exclude")) {
      if (!add(exclude, ahead)) {
        return false;
      }
    } else if (!ahead.take("match") || !add(match, ahead)) {
      return false;
    }
    arguments.moveTo(ahead);
    return true;
  }

  private static boolean add(List<ByteString> patterns, Arguments argument) {
    byte[] pattern = argument.value();
    if (pattern == null || pattern.length == 0) {
      return false;
    }
    patterns.add(ByteString.of(pattern));
    return true;
  }

  private static int length(BigInteger number) {
    if (number.signum() == 0) {
      return 0;
    }
    BigInteger length = number.max(BigInteger.valueOf(SHORTEST)).min(BigInteger.valueOf(LONGEST));
    return length.intValueExact();
  }
}
