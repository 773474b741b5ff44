package org.gitsnapshot.clean;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.attributes.PathPattern;
import org.gitsnapshot.attributes.StepCount;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.TarMember;

/**
 * Patterns of gitignore(5) over the paths of a tar: the last one that matches decides, one with an
 * exclamation mark keeps, and what is in a directory that goes goes with it, whatever else matches.
 *
 * <p>Paths are taken below a prefix, without what does not count in a path: slashes that are
 * doubled or stand first, and parts that are a dot. What is not below the prefix, and the prefix
 * itself, is never matched. Remembers which patterns have matched anything. Used by one thread.
 */
public final class RemovalRules {
  /** No pattern: nothing is removed. */
  private static final int NONE = -1;

  /** How many entries that programs read differently are named one by one. */
  private static final int MAX_NAMED = 100;

  private record Rule(ByteString text, boolean keeps, PathPattern pattern) {}

  /** A directory above the path that was looked at last, and the rule that removes it. */
  private record Above(ByteString path, int rule) {}

  private final List<Rule> rules = new ArrayList<>();
  private final ByteString prefix;
  private final Limits limits;
  private final StepCount steps;
  private final BitSet unmatched = new BitSet();

  /** Rules that keep, and have decided of something. */
  private final BitSet keeping = new BitSet();

  private final List<Above> above = new ArrayList<>();

  /**
   * Creates rules.
   *
   * @param patterns as {@link org.gitsnapshot.recipe.TarRecipe#removes} has them
   * @param prefix what stands before the paths that patterns speak of, any bytes
   * @param limits bound what matching may cost
   */
  public RemovalRules(List<ByteString> patterns, ByteString prefix, Limits limits) {
    this.limits = limits;
    this.steps = new StepCount(limits.of(Limit.PATTERN_STEPS));
    for (ByteString text : patterns) {
      boolean keeps = text.at(0) == '!';
      ByteString pattern = keeps ? text.substring(1, text.length()) : text;
      rules.add(new Rule(text, keeps, PathPattern.compile(pattern)));
    }
    this.prefix = normal(prefix);
    unmatched.set(0, rules.size());
  }

  /** Returns the choice of these rules, for one pass over one tar. */
  public CleanTar.Choice choice() {
    return (member, head) -> {
      int rule = removes(member.path(), member.kind() == TarMember.Kind.DIRECTORY);
      return rule == NONE ? null : rules.get(rule).text();
    };
  }

  /**
   * Returns one line for each pattern that keeps nothing though something matches it, for each link
   * that stays while its target goes, and for what stays though programs read it differently; after
   * the pass, and after {@link #unmatched}.
   *
   * @throws LimitExceededException if matching has cost too much
   */
  public List<String> warnings(CleanTar.Result result) throws LimitExceededException {
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).keeps() && !unmatched.get(i) && !keeping.get(i)) {
        warnings.add(
            "the pattern "
                + rules.get(i).text().display()
                + " keeps nothing: what it matches is in a directory that goes, or goes by a later"
                + " pattern; to keep something in a directory, remove /doc/* and not doc/");
      }
    }
    warnings.addAll(
        result.links().warnings(result.removed(), directory -> removes(directory, true) != NONE));
    warnings.addAll(disputed(result.disputed()));
    return warnings;
  }

  /** For one of the programs it may be what a pattern should have removed. */
  private static List<String> disputed(List<ByteString> paths) {
    List<String> warnings = new ArrayList<>();
    for (ByteString path : paths.subList(0, Math.min(MAX_NAMED, paths.size()))) {
      warnings.add(
          path.display()
              + " stays, and programs read its entry differently: look at what each of them unpacks,"
              + " or remove it too");
    }
    if (paths.size() > MAX_NAMED) {
      warnings.add((paths.size() - MAX_NAMED) + " more entries are read differently by programs");
    }
    return warnings;
  }

  /**
   * Returns the index of the rule that removes what has this path in the tar, -1 if it stays.
   *
   * @throws LimitExceededException if matching has cost too much
   */
  int removes(ByteString path, boolean directory) throws LimitExceededException {
    ByteString normal = normal(path);
    if (!normal.startsWith(prefix)) {
      return NONE;
    }
    int end = normal.endsWith('/') ? normal.length() - 1 : normal.length();
    if (end <= prefix.length()) {
      return NONE;
    }
    ByteString below = normal.substring(prefix.length(), end);
    int rule = parent(below);
    return directory ? enter(below, rule) : decide(below, false, rule);
  }

  /** Returns the indexes of the patterns that have matched nothing so far. */
  public List<Integer> unmatched() {
    return unmatched.stream().boxed().toList();
  }

  /** Returns the rule that removes the directory which a path is in. */
  private int parent(ByteString path) throws LimitExceededException {
    for (int i = 0; i < above.size(); i++) {
      ByteString directory = above.get(i).path();
      boolean inside =
          path.length() > directory.length()
              && path.at(directory.length()) == '/'
              && path.startsWith(directory);
      if (!inside) {
        above.subList(i, above.size()).clear();
      }
    }
    int known = above.isEmpty() ? 0 : above.get(above.size() - 1).path().length() + 1;
    int rule = above.isEmpty() ? NONE : above.get(above.size() - 1).rule();
    for (int slash = path.indexOf('/', known); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      rule = enter(path.substring(0, slash), rule);
    }
    return rule;
  }

  private int enter(ByteString directory, int parent) throws LimitExceededException {
    int rule = decide(directory, true, parent);
    above.add(new Above(directory, rule));
    return rule;
  }

  private int decide(ByteString path, boolean directory, int parent) throws LimitExceededException {
    int decided = parent;
    boolean open = parent == NONE;
    for (int i = rules.size() - 1; i >= 0; i--) {
      // One that matches where it has no say is of use all the same.
      if ((open || unmatched.get(i)) && rules.get(i).pattern().matches(path, directory, 0, steps)) {
        unmatched.clear(i);
        if (open) {
          decided = rules.get(i).keeps() ? NONE : i;
          keeping.set(i, rules.get(i).keeps());
          open = false;
        }
      }
    }
    if (steps.isBeyond()) {
      throw limits.exceeded(
          Limit.PATTERN_STEPS, "matching paths with patterns takes too long, at " + path.display());
    }
    return decided;
  }

  /** Returns a path without what does not count; a slash at its end stays. */
  static ByteString normal(ByteString path) {
    boolean plain = path.isEmpty() || path.at(0) != '/';
    int part = 0;
    for (int i = 0; plain && i <= path.length(); i++) {
      if (i == path.length() || path.at(i) == '/') {
        boolean empty = i == part && i < path.length();
        boolean dot = i == part + 1 && path.at(part) == '.';
        plain = !empty && !dot;
        part = i + 1;
      }
    }
    return plain ? path : rebuilt(path);
  }

  private static ByteString rebuilt(ByteString path) {
    ByteArrayOutputStream result = new ByteArrayOutputStream(path.length());
    int part = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.at(i) == '/') {
        boolean counts = i > part && !(i == part + 1 && path.at(part) == '.');
        if (counts) {
          result.writeBytes(path.substring(part, Math.min(i + 1, path.length())).toByteArray());
        }
        part = i + 1;
      }
    }
    return ByteString.of(result.toByteArray());
  }
}
