package org.gitsnapshot.attributes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.attributes.AttributeFile.Assignment;
import org.gitsnapshot.attributes.AttributeFile.Rule;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The attribute files that apply in one directory: its own and those of the directories above it,
 * and git's built-in macro, and nothing of the machine.
 *
 * <p>Of several lines that give a path the same attribute, one in a deeper file wins, and in a file
 * the later one. Immutable and thread-safe.
 */
public final class AttributeStack {
  /** No file: the built-in macro {@code binary} alone. */
  public static final AttributeStack EMPTY =
      new AttributeStack(null, List.of(), 0, AttributeFile.parse(builtIn(), true).macros());

  /** Larger files are ignored (git 2.30.7 and later): a file is given in if it is shorter. */
  public static final long MAX_FILE_BYTES = 100L << 20;

  private final @Nullable AttributeStack above;
  private final List<Rule> rules;
  private final int below;
  private final Map<String, List<Assignment>> macros;

  private AttributeStack(
      @Nullable AttributeStack above,
      List<Rule> rules,
      int below,
      Map<String, List<Assignment>> macros) {
    this.above = above;
    this.rules = rules;
    this.below = below;
    this.macros = macros;
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
    Map<String, List<Assignment>> known = new HashMap<>(macros);
    known.putAll(parsed.macros());
    int length = directory.isEmpty() ? 0 : directory.length() + 1;
    return new AttributeStack(this, parsed.rules(), length, Map.copyOf(known));
  }

  /**
   * Returns the attributes of a path in this directory, by name; those nobody mentions are absent.
   *
   * @param path the path below the root, without a slash at the end
   * @param directory whether it is a directory or a submodule
   */
  public Map<String, AttributeValue> of(ByteString path, boolean directory) {
    Map<String, AttributeValue> found = Map.of();
    for (AttributeStack file = this; file != null; file = file.above) {
      for (int i = file.rules.size() - 1; i >= 0; i--) {
        Rule rule = file.rules.get(i);
        if (rule.pattern().matches(path, directory, file.below)) {
          if (found.isEmpty()) {
            found = new HashMap<>();
          }
          assign(rule.assignments(), found);
        }
      }
    }
    return found;
  }

  /** Takes what is not decided yet, the last of a line first; a macro that is set expands. */
  private void assign(List<Assignment> assignments, Map<String, AttributeValue> found) {
    for (int i = assignments.size() - 1; i >= 0; i--) {
      Assignment assignment = assignments.get(i);
      boolean decided = found.putIfAbsent(assignment.name(), assignment.value()) != null;
      if (!decided && assignment.value().isSet()) {
        assign(macros.getOrDefault(assignment.name(), List.of()), found);
      }
    }
  }
}
