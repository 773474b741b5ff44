package org.gitsnapshot.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gitsnapshot.error.LimitExceededException;

/**
 * One bound on what an untrusted repository or server can make the library do, by the name that
 * messages and the command line's {@code --limit} call it.
 */
public enum Limit {
  /** Lines of trees that one walk looks at, whether or not they are archived. */
  ENTRIES(
      5_000_000,
      Long.MAX_VALUE,
      "lines of trees that one archive looks at, left out or not",
      "a few trees that hold each other many times make billions; the largest repositories have"
          + " half a million files"),
  /** Directories inside each other. */
  TREE_DEPTH(2048, 100_000, "directories inside each other", "as in git"),
  /** Bytes of one tree object. */
  TREE_BYTES(
      128 << 20,
      Integer.MAX_VALUE - 8,
      "bytes of one tree object",
      "trees are held whole; this is about three million names in one directory"),
  /** Bytes of one commit object. */
  COMMIT_BYTES(
      16 << 20,
      Integer.MAX_VALUE - 8,
      "bytes of one commit object",
      "commits are held whole; real ones have kilobytes"),
  /** Bytes of a symbolic link's target. */
  LINK_BYTES(
      16 << 20,
      Integer.MAX_VALUE - 8,
      "bytes of a symbolic link's target",
      "targets are held whole; no system has longer ones than 4096"),
  /** Bytes of a file in which export-subst has something to expand. */
  FORMAT_BYTES(
      16 << 20,
      Integer.MAX_VALUE - 8,
      "bytes of a file in which export-subst has something to expand",
      "such files are held whole, as git does it"),
  /** Bytes of all attribute files that apply in one directory. */
  ATTRIBUTE_BYTES(
      4 << 20,
      100 << 20,
      "bytes of the .gitattributes that apply in one directory, together",
      "their lines are held as patterns, in up to fifty times the memory; the largest in use have"
          + " some hundred kilobytes"),
  /** Steps of matching paths with attribute patterns. */
  ATTRIBUTE_STEPS(
      20_000_000_000L,
      Long.MAX_VALUE,
      "steps of matching paths with the patterns of .gitattributes, in one archive",
      "many long patterns and many paths can keep a processor busy for days; a step takes a few"
          + " nanoseconds"),
  /** Bytes of a path in a tree, or in a tar that is cleaned. */
  PATH_BYTES(
      16 << 10,
      16 << 20,
      "bytes of one path, in a tree or in a tar of which entries are deleted",
      "directories inside each other hold one each, and what patterns cost can grow with the square"
          + " of it; Linux opens none longer than 4096"),
  /** Steps of matching paths with the patterns of what is deleted. */
  PATTERN_STEPS(
      20_000_000_000L,
      Long.MAX_VALUE,
      "steps of matching paths with the patterns of what is deleted, in one tar",
      "as with attribute-steps"),
  /** Bytes of the raw tar that is made of a commit. */
  TAR_BYTES(
      64L << 30,
      Long.MAX_VALUE,
      "bytes of the raw tar that is made of a commit, up to its last entry's content",
      "one large file in many places fills every disk; a set of sources that large is none"),
  /** Bytes that a server sends in one connection. */
  RECEIVED_BYTES(
      64L << 30,
      Long.MAX_VALUE,
      "bytes that a server sends in one fetch",
      "a server could send without end; the largest histories have some ten gigabytes"),
  /** Objects of one pack. */
  PACK_OBJECTS(
      50_000_000,
      Integer.MAX_VALUE - 8,
      "objects of one pack that a server or a bundle sends",
      "there is room made for all that a pack says it has; Linux has eleven million"),
  /** Refs and other lines of the protocol that a server sends. */
  REFS(
      1_000_000,
      Long.MAX_VALUE,
      "refs, and other lines about them, that a server sends in one connection",
      "refs are held in memory, about 300 bytes each; a line counts once more for each 512 bytes of it, one about a shallow commit for a hundred, since their ids can be made to collide"),
  /** Bytes of messages that a server sends. */
  MESSAGE_BYTES(
      16 << 20,
      Long.MAX_VALUE,
      "bytes of messages that a server sends beside its answer in one connection",
      "a server could count objects for ever; git's own sends a line a second"),
  /** Seconds of waiting in which hardly anything of an answer comes. */
  STALL_SECONDS(
      600,
      86_400,
      "seconds of waiting in which a server sends less than a kibibyte a second of its answer",
      "a server that sends a byte now and then is never silent; a busy one may need minutes to put"
          + " a pack together"),
  /** Times that servers are asked. */
  ATTEMPTS(
      3,
      1000,
      "times that servers are asked that are down or busy, with growing waits in between",
      "most outages pass in seconds, and a batch should not stand still for one server"),
  /** Redirects that are followed. */
  REDIRECTS(
      10,
      100,
      "redirects that are followed for one request",
      "forges and download hosts need three");

  private final long usual;
  private final long greatest;
  private final String what;
  private final String reason;

  Limit(long usual, long greatest, String what, String reason) {
    this.usual = usual;
    this.greatest = greatest;
    this.what = what;
    this.reason = reason;
  }

  /** Returns the name, such as {@code tree-depth}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the default. */
  public long usual() {
    return usual;
  }

  /** Returns the default for people: {@code 16 MiB} for bytes, else the number. */
  public String usualText() {
    if (!what.startsWith("bytes")) {
      return String.valueOf(usual);
    }
    if (usual < 1 << 20) {
      return (usual >> 10) + " KiB";
    }
    return usual >= 1 << 30 ? (usual >> 30) + " GiB" : (usual >> 20) + " MiB";
  }

  /** Returns the greatest value that it can be given; the least is 1. */
  public long greatest() {
    return greatest;
  }

  /** Returns what is counted: {@code bytes of one tree object}. */
  public String what() {
    return what;
  }

  /** Returns why there is a limit, and why the default is what it is. */
  public String reason() {
    return reason;
  }

  /** Returns the limit of a name, if there is one. */
  public static Optional<Limit> named(String name) {
    return Arrays.stream(values()).filter(limit -> limit.title().equals(name)).findFirst();
  }

  /** Returns the names of all limits. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Limit::title).toList();
  }

  /**
   * Returns the exception for input beyond the limit; its hint names the limit and the option.
   *
   * @param what what is beyond it and where, one line without a full stop
   * @param value the limit's value
   */
  public LimitExceededException exceeded(String what, long value) {
    String limit = "the limit is " + title() + ", " + value;
    boolean more = value < greatest;
    return new LimitExceededException(
        what, more ? limit + "; --limit " + title() + "=N allows more" : limit + ", the most");
  }
}
