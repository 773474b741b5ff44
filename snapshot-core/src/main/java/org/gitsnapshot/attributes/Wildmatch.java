package org.gitsnapshot.attributes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.gitsnapshot.io.ByteString;

/**
 * A wildcard pattern as git understands it in attribute files and where names of refs are matched,
 * compiled once.
 *
 * <p>The pattern becomes a row of steps, and matching keeps the set of steps that the text read so
 * far can have reached. The time is thus at most the product of both lengths, whatever the pattern;
 * a backtracking matcher can be made to take for ever. What a pattern begins and ends with is
 * compared first, byte by byte: most are of the form {@code *.c}, and most names are not. Immutable
 * and thread-safe.
 */
public final class Wildmatch {
  private enum Kind {
    /** Takes one byte of a set. */
    ONE,
    /** Takes any number of bytes of a set, also none. */
    MANY,
    /** Takes nothing, and may also jump over the two steps that follow. */
    OPTIONAL_TWO
  }

  private record Step(Kind kind, BitSet bytes) {}

  /** A step for each byte that stands for itself: most of what patterns are made of. */
  private static final Step[] LITERALS = new Step[256];

  static {
    for (int c = 0; c < LITERALS.length; c++) {
      BitSet only = new BitSet(256);
      only.set(c);
      LITERALS[c] = new Step(Kind.ONE, only);
    }
  }

  /** So many bytes that are compared cost as much as one step. */
  private static final int COMPARED_PER_STEP = 8;

  private static final BitSet ANY = set(c -> true);
  private static final BitSet NOT_SLASH = set(c -> c != '/');

  private final Step[] steps;

  /** How many steps at the beginning take one byte each. */
  private final int head;

  /** Where the steps at the end begin that take one byte each. */
  private final int tail;

  /** Whether all between head and tail matches. */
  private final boolean anyBetween;

  private final boolean never;

  private Wildmatch(List<Step> steps, boolean never) {
    this.steps = steps.toArray(new Step[0]);
    this.never = never;
    this.head = headOf(this.steps);
    this.tail = tailOf(this.steps, head);
    this.anyBetween = tail == head + 1 && this.steps[head].bytes.equals(ANY);
  }

  private static int headOf(Step[] steps) {
    int head = 0;
    while (head < steps.length && steps[head].kind == Kind.ONE) {
      head++;
    }
    return head;
  }

  private static int tailOf(Step[] steps, int head) {
    int tail = steps.length;
    // A step that may be jumped over does not count.
    while (tail > head
        && steps[tail - 1].kind == Kind.ONE
        && (tail < head + 3 || steps[tail - 3].kind != Kind.OPTIONAL_TWO)) {
      tail--;
    }
    return tail;
  }

  /**
   * Compiles a pattern.
   *
   * @param pathname whether a slash is matched by a slash alone and {@code **} has its meaning;
   *     otherwise all stars and question marks match slashes too
   */
  public static Wildmatch compile(ByteString pattern, boolean pathname) {
    return new Compiler(pattern, pathname).compile();
  }

  /** Returns whether the pattern matches all of {@code text[from, length)}. */
  public boolean matches(ByteString text, int from) {
    return matches(text, from, StepCount.NONE);
  }

  /** Returns whether the pattern matches all of {@code text[from, length)}; counts the steps. */
  boolean matches(ByteString text, int from, StepCount count) {
    int end = text.length() - (steps.length - tail);
    if (never || end < from + head) {
      return false;
    }
    count.add((head + steps.length - tail) / COMPARED_PER_STEP);
    if (!takes(tail, steps.length, text, end) || !takes(0, head, text, from)) {
      return false;
    }
    if (tail == head) {
      return end == from + head;
    }
    if (anyBetween) {
      return true;
    }
    return matchesMiddle(text, from + head, end, count);
  }

  /** Returns whether steps that take one byte each take those of the text from a place on. */
  private boolean takes(int first, int last, ByteString text, int from) {
    for (int s = last - 1; s >= first; s--) {
      if (!steps[s].bytes.get(text.at(from + s - first) & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the steps between head and tail match {@code text[from, to)}. */
  private boolean matchesMiddle(ByteString text, int from, int to, StepCount count) {
    BitSet reached = new BitSet(tail + 1);
    BitSet next = new BitSet(tail + 1);
    reach(reached, head);
    for (int i = from; i < to; i++) {
      int c = text.at(i) & 0xff;
      int work = 1;
      for (int s = reached.nextSetBit(0); s >= 0; s = reached.nextSetBit(s + 1)) {
        work++;
        if (s < tail && steps[s].bytes.get(c)) {
          reach(next, steps[s].kind == Kind.MANY ? s : s + 1);
        }
      }
      count.add(work);
      if (next.isEmpty()) {
        return false;
      }
      BitSet done = reached;
      reached = next;
      next = done;
      next.clear();
    }
    return reached.get(tail);
  }

  /** Adds a step and those that can be reached from it without reading. */
  private void reach(BitSet reached, int from) {
    int step = from;
    while (!reached.get(step)) {
      reached.set(step);
      if (step == tail) {
        return;
      }
      switch (steps[step].kind) {
        case ONE -> {
          return;
        }
        case MANY -> step++;
        case OPTIONAL_TWO -> {
          // What it may jump over are a step of many and a slash, so this goes no deeper.
          reach(reached, step + 1);
          step += 3;
        }
      }
    }
  }

  private static BitSet set(IntPredicate member) {
    BitSet set = new BitSet(256);
    for (int c = 0; c < 256; c++) {
      if (member.test(c)) {
        set.set(c);
      }
    }
    return set;
  }

  /** One pass over the pattern; a pattern that is cut off in an escape or a set matches nothing. */
  private static final class Compiler {
    private final ByteString pattern;
    private final boolean pathname;
    private final List<Step> steps = new ArrayList<>();
    private int at;
    private boolean malformed;

    Compiler(ByteString pattern, boolean pathname) {
      this.pattern = pattern;
      this.pathname = pathname;
    }

    Wildmatch compile() {
      while (at < pattern.length() && !malformed) {
        char c = peek(0);
        switch (c) {
          case '*' -> stars();
          case '?' -> {
            steps.add(new Step(Kind.ONE, pathname ? NOT_SLASH : ANY));
            at++;
          }
          case '[' -> {
            at++;
            set();
          }
          case '\\' -> {
            at++;
            malformed = at == pattern.length();
            literal();
          }
          default -> literal();
        }
      }
      return new Wildmatch(steps, malformed);
    }

    /** The byte some places on, or NUL behind the end; a pattern holds no NUL of its own. */
    private char peek(int ahead) {
      return at + ahead < pattern.length() ? (char) (pattern.at(at + ahead) & 0xff) : 0;
    }

    private void literal() {
      char c = peek(0);
      steps.add(LITERALS[c]);
      at++;
    }

    private void stars() {
      int first = at;
      while (peek(0) == '*') {
        at++;
      }
      boolean several = at - first > 1;
      boolean startsName = first == 0 || pattern.at(first - 1) == '/';
      boolean endsName =
          at == pattern.length() || peek(0) == '/' || (peek(0) == '\\' && peek(1) == '/');
      boolean anyDepth = !pathname || (several && startsName && endsName);
      if (pathname && anyDepth && peek(0) == '/') {
        // "**" with a slash behind it also stands for no directory at all.
        steps.add(new Step(Kind.OPTIONAL_TWO, new BitSet()));
      }
      steps.add(new Step(Kind.MANY, anyDepth ? ANY : NOT_SLASH));
    }

    private void set() {
      BitSet members = new BitSet(256);
      boolean negated = peek(0) == '!' || peek(0) == '^';
      if (negated) {
        at++;
      }
      int previous = 0; // The byte a range can begin with; 0 after a range or a class.
      boolean first = true;
      while (first || peek(0) != ']') {
        first = false;
        char c = peek(0);
        if (at >= pattern.length()) {
          malformed = true;
          return;
        }
        if (c == '-' && previous != 0 && peek(1) != 0 && peek(1) != ']') {
          at++;
          int last = escapable();
          for (int b = previous; b <= last; b++) {
            members.set(b);
          }
          previous = 0;
        } else if (c == '[' && peek(1) == ':') {
          previous = namedClass(members);
        } else {
          previous = escapable();
          members.set(previous);
        }
      }
      at++;
      if (negated) {
        members.flip(0, 256);
      }
      if (pathname) {
        members.clear('/');
      }
      steps.add(new Step(Kind.ONE, members));
    }

    private int escapable() {
      if (peek(0) == '\\') {
        at++;
      }
      char c = peek(0);
      malformed |= at >= pattern.length();
      at++;
      return c;
    }

    /** Reads {@code [:name:]}; without the closing colon the bracket is an ordinary member. */
    private int namedClass(BitSet members) {
      int end = at + 2;
      while (end < pattern.length() && pattern.at(end) != ']') {
        end++;
      }
      if (end == pattern.length()) {
        malformed = true;
        at = end;
        return 0;
      }
      if (end - 1 < at + 2 || pattern.at(end - 1) != ':') {
        members.set('[');
        at++;
        return '[';
      }
      String name = pattern.substring(at + 2, end - 1).display();
      BitSet named = Wildmatch.set(member(name));
      malformed |= named.isEmpty();
      members.or(named);
      at = end + 1;
      return 0;
    }

    private static IntPredicate member(String name) {
      IntPredicate digit = c -> c >= '0' && c <= '9';
      IntPredicate lower = c -> c >= 'a' && c <= 'z';
      IntPredicate upper = c -> c >= 'A' && c <= 'Z';
      IntPredicate alpha = lower.or(upper);
      IntPredicate graph = c -> c > ' ' && c < 0x7f;
      return switch (name) {
        case "alnum" -> alpha.or(digit);
        case "alpha" -> alpha;
        case "blank" -> c -> c == ' ' || c == '\t';
        case "cntrl" -> c -> c < 0x20 || c == 0x7f;
        case "digit" -> digit;
        case "graph" -> graph;
        case "lower" -> lower;
        case "print" -> graph.or(c -> c == ' ');
        case "punct" -> graph.and(alpha.or(digit).negate());
        // Git's own notion of white space: no vertical tab, no form feed.
        case "space" -> c -> c == ' ' || c == '\t' || c == '\n' || c == '\r';
        case "upper" -> upper;
        case "xdigit" -> digit.or(c -> (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
        default -> c -> false;
      };
    }
  }
}
