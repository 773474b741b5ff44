package org.gitsnapshot.attributes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.attributes.AttributeFile.Assignment;
import org.gitsnapshot.attributes.AttributeFile.Rule;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The attribute files that apply in one directory: its own and those of the directories above it,
 * and git's built-in macro, and nothing of the machine.
 *
 * <p>Of several lines that give a path the same attribute, one in a deeper file wins, and in a file
 * the later one. Immutable, and thread-safe but for one of {@link #within}, which belongs to one
 * walk with one thread.
 */
public final class AttributeStack {
  /** No file: the built-in macro {@code binary} alone. */
  public static final AttributeStack EMPTY =
      new AttributeStack(
          null,
          List.of(),
          0,
          AttributeFile.parse(builtIn(), true).macros(),
          0,
          Limits.DEFAULT,
          StepCount.NONE);

  /** Larger files are ignored (git 2.30.7 and later): a file is given in if it is shorter. */
  public static final long MAX_FILE_BYTES = 100L << 20;

  private final @Nullable AttributeStack above;
  private final List<Rule> rules;
  private final int below;
  private final Map<String, List<Assignment>> macros;
  private final long bytes;
  private final Limits limits;
  private final StepCount count;

  private AttributeStack(
      @Nullable AttributeStack above,
      List<Rule> rules,
      int below,
      Map<String, List<Assignment>> macros,
      long bytes,
      Limits limits,
      StepCount count) {
    this.above = above;
    this.rules = rules;
    this.below = below;
    this.macros = macros;
    this.bytes = bytes;
    this.limits = limits;
    this.count = count;
  }

  /** Returns a stack as {@link #EMPTY} for one walk, which counts what matching costs. */
  public static AttributeStack within(Limits limits) {
    return new AttributeStack(
        null,
        List.of(),
        0,
        EMPTY.macros,
        0,
        limits,
        new StepCount(limits.of(Limit.ATTRIBUTE_STEPS)));
  }

  /**
   * Checks that a file may come on top.
   *
   * @param directory its directory's path, empty for the root
   * @param size how many bytes it has
   * @throws LimitExceededException if it would be too much together with those above
   */
  public void requireRoom(ByteString directory, long size) throws LimitExceededException {
    if (size > limits.of(Limit.ATTRIBUTE_BYTES) - bytes) {
      String where = directory.isEmpty() ? "" : directory.display() + "/";
      String others = bytes == 0 ? "" : ", and those above it have " + bytes;
      throw limits.exceeded(
          Limit.ATTRIBUTE_BYTES, where + ".gitattributes has " + size + " bytes" + others);
    }
  }

  private static byte[] builtIn() {
    return ByteString.utf8("[attr]binary -diff -merge -text\n").toByteArray();
  }

  /**
   * Returns this stack with the file of a directory on top.
   *
   * @param directory its path, empty for the root; only the root's file may define macros
   */
  public AttributeStack with(ByteString directory, byte[] file) {
    AttributeFile parsed = AttributeFile.parse(file, directory.isEmpty());
    int length = directory.isEmpty() ? 0 : directory.length() + 1;
    return new AttributeStack(
        this, parsed.rules(), length, with(parsed.macros()), bytes + file.length, limits, count);
  }

  private Map<String, List<Assignment>> with(Map<String, List<Assignment>> more) {
    if (more.isEmpty()) {
      return macros;
    }
    Map<String, List<Assignment>> known = new HashMap<>(macros);
    known.putAll(more);
    return Map.copyOf(known);
  }

  /**
   * Returns the attributes of a path in this directory, by name; those nobody mentions are absent.
   *
   * @param path the path below the root, without a slash at the end
   * @param directory whether it is a directory or a submodule
   * @throws LimitExceededException if a walk's matching has cost too much
   */
  public Map<String, AttributeValue> of(ByteString path, boolean directory)
      throws LimitExceededException {
    Map<String, AttributeValue> found = Map.of();
    for (AttributeStack file = this; file != null; file = file.above) {
      for (int i = file.rules.size() - 1; i >= 0; i--) {
        Rule rule = file.rules.get(i);
        if (rule.pattern().matches(path, directory, file.below, count)) {
          if (found.isEmpty()) {
            found = new HashMap<>();
          }
          assign(rule.assignments(), found);
        }
        if (count.isBeyond()) {
          throw limits.exceeded(
              Limit.ATTRIBUTE_STEPS,
              "matching paths with .gitattributes takes too long, at " + path.display());
        }
      }
    }
    return found;
  }

  /** Takes what is not decided yet, the last of a line first; a macro that is set expands. */
  private void assign(List<Assignment> assignments, Map<String, AttributeValue> found) {
    // Macros can be made of macros without end, so this does not call itself.
    Deque<ListIterator<Assignment>> open = new ArrayDeque<>();
    open.push(assignments.listIterator(assignments.size()));
    while (!open.isEmpty()) {
      ListIterator<Assignment> line = open.element();
      if (!line.hasPrevious()) {
        open.pop();
        continue;
      }
      Assignment assignment = line.previous();
      boolean decided = found.putIfAbsent(assignment.name(), assignment.value()) != null;
      List<Assignment> macro = macros.get(assignment.name());
      if (!decided && macro != null && assignment.value().isSet()) {
        open.push(macro.listIterator(macro.size()));
      }
    }
  }
}
