package org.gitsnapshot.archive;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.NearestName;

/**
 * Bounds on what an untrusted repository or server can make the library do, each with a name, a
 * default and a reason: see {@link Limit}. Immutable.
 */
public final class Limits {
  /** The defaults. */
  public static final Limits DEFAULT = new Limits(Map.of());

  private static final Pattern FORM = Pattern.compile("([a-z-]+)=([0-9]+)([KMG]?)");

  private final Map<Limit, Long> changed;

  private Limits(Map<Limit, Long> changed) {
    this.changed = Map.copyOf(changed);
  }

  /** Returns the value of a limit. */
  public long of(Limit limit) {
    return changed.getOrDefault(limit, limit.usual());
  }

  /**
   * Returns these with another value of one limit.
   *
   * @throws IllegalArgumentException if the value is below 1 or above {@link Limit#greatest}
   */
  public Limits with(Limit limit, long value) {
    if (value < 1 || value > limit.greatest()) {
      throw new IllegalArgumentException(limit.title() + " is 1 to " + limit.greatest());
    }
    Map<Limit, Long> values = new EnumMap<>(Limit.class);
    values.putAll(changed);
    values.put(limit, value);
    return new Limits(values);
  }

  /**
   * Returns the defaults with changes such as {@code tree-depth=4096} or {@code tar-bytes=100G}; K,
   * M and G stand for 2 to the power of 10, 20 and 30.
   *
   * @throws InvalidInputException if one has another form, another name, or a value that is none
   */
  public static Limits parse(List<String> changes) throws InvalidInputException {
    Limits limits = DEFAULT;
    for (String change : changes) {
      Matcher matcher = FORM.matcher(change);
      if (!matcher.matches()) {
        throw new InvalidInputException(
            "not a limit: " + change, "write NAME=N, as in tree-depth=4096 or tar-bytes=100G");
      }
      String name = matcher.group(1);
      Limit limit =
          Limit.named(name)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "there is no limit " + name,
                          NearestName.hint(name, Limit.names(), "limits")));
      int shift = 10 * " KMG".indexOf(matcher.group(3).isEmpty() ? " " : matcher.group(3));
      long number = number(matcher.group(2));
      if (number < 1 || number > limit.greatest() >> shift) {
        throw new InvalidInputException(
            "the limit " + name + " is 1 to " + limit.greatest() + ", not " + change, null);
      }
      limits = limits.with(limit, number << shift);
    }
    return limits;
  }

  /** Returns the number that digits write; 0, which no limit is, for one beyond a long. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLarge) {
      return 0;
    }
  }

  /** Returns the exception for input beyond a limit; see {@link Limit#exceeded}. */
  public LimitExceededException exceeded(Limit limit, String what) {
    return limit.exceeded(what, of(limit));
  }

  /** Returns {@link Limit#TREE_BYTES}. */
  public int treeBytes() {
    return (int) of(Limit.TREE_BYTES);
  }

  /** Returns {@link Limit#TREE_DEPTH}. */
  public int treeDepth() {
    return (int) of(Limit.TREE_DEPTH);
  }

  /** Returns {@link Limit#COMMIT_BYTES}. */
  public int commitBytes() {
    return (int) of(Limit.COMMIT_BYTES);
  }

  /** Returns {@link Limit#LINK_BYTES}. */
  public int linkBytes() {
    return (int) of(Limit.LINK_BYTES);
  }

  /** Returns {@link Limit#FORMAT_BYTES}. */
  public int formatBytes() {
    return (int) of(Limit.FORMAT_BYTES);
  }
}
