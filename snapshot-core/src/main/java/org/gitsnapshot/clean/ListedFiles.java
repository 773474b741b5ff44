package org.gitsnapshot.clean;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.report.RemovedEntry;

/** Whether what was asked for is what was removed. Stateless. */
public final class ListedFiles {
  private static final String PATTERN =
      "patterns are those of .gitignore, below the top directory; take it out if there is no such"
          + " file any more";

  private static final String LISTED =
      "listed paths are those below the top directory, or below --prefix; take it out if there is"
          + " no such file any more";

  private ListedFiles() {}

  /**
   * Checks that each removal has matched something, and that something was removed.
   *
   * @param unmatched the indexes of those that have not
   * @throws InvalidInputException if there are any; the first is told, with its place
   */
  public static void checkMatched(
      List<Removal> removals, List<Integer> unmatched, List<RemovedEntry> removed)
      throws InvalidInputException {
    if (unmatched.isEmpty() && (removals.isEmpty() || !removed.isEmpty())) {
      return;
    }
    if (unmatched.isEmpty()) {
      throw new InvalidInputException("the patterns remove nothing", "those with a ! only keep");
    }
    Removal first = removals.get(unmatched.get(0));
    String what =
        first.file().isPresent()
            ? "there is no file " + first.file().get().path().display() + " to remove"
            : "the pattern \"" + first.pattern().display() + "\" matches nothing";
    if (unmatched.size() > 1) {
      int more = unmatched.size() - 1;
      what += more == 1 ? ", nor does one other" : ", nor do " + more + " others";
    }
    String hint = first.file().isPresent() ? LISTED : PATTERN;
    throw first.position().isPresent()
        ? new InvalidInputException(first.position().get(), what, hint)
        : new InvalidInputException(what, hint);
  }

  /**
   * Returns one line for each listed file that is not the one that was removed.
   *
   * @param prefix what stands before the listed paths
   */
  public static List<String> faults(
      List<Removal> removals, List<RemovedEntry> removed, ByteString prefix) {
    Map<ByteString, Removal.Listed> byPath = new HashMap<>();
    Map<ByteString, Removal.Listed> byPattern = new HashMap<>();
    for (Removal removal : removals) {
      if (removal.file().isPresent()) {
        Removal.Listed file = removal.file().get();
        byPath.put(file.path(), file);
        byPattern.put(removal.pattern(), file);
      }
    }
    int cut = RemovalRules.normal(prefix).length();
    Set<String> faults = new LinkedHashSet<>();
    for (RemovedEntry entry : removed) {
      ByteString path = RemovalRules.normal(entry.path());
      Removal.Listed file = byPath.get(path.substring(cut, path.length()));
      if (file != null) {
        fault(file, entry).ifPresent(faults::add);
      } else if (entry.rule().isPresent() && byPattern.containsKey(entry.rule().get())) {
        file = byPattern.get(entry.rule().get());
        faults.add(file.path() + " is a directory, which has no digest: use a pattern");
      }
    }
    return List.copyOf(faults);
  }

  private static Optional<String> fault(Removal.Listed file, RemovedEntry entry) {
    if (entry.sha256().isEmpty()) {
      return Optional.of(
          file.path() + " is a " + entry.kind().label() + ", which has no digest: use a pattern");
    }
    return entry
        .sha256()
        .filter(made -> !made.equals(file.sha256()))
        .map(
            made ->
                file.path()
                    + " is not the listed file: expected "
                    + file.sha256()
                    + ", got "
                    + made);
  }
}
