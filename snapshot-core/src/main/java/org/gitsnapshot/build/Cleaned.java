package org.gitsnapshot.build;

import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.clean.ListedFiles;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.RemovedEntry;

/**
 * What was deleted from a raw tar.
 *
 * @param original the raw tar as it was
 * @param removed the entries that went, in its order
 * @param kept how many stayed
 * @param extended how many of them have extension headers
 * @param unmatched the indexes of patterns that matched nothing
 * @param warnings links whose target went, one line each
 */
public record Cleaned(
    FileDigests original,
    List<RemovedEntry> removed,
    long kept,
    long extended,
    List<Integer> unmatched,
    List<String> warnings) {
  /** Copies the lists. */
  public Cleaned {
    removed = List.copyOf(removed);
    unmatched = List.copyOf(unmatched);
    warnings = List.copyOf(warnings);
  }

  /**
   * Checks that each pattern of a pin has matched something.
   *
   * @throws InvalidInputException if one has not; it says where that is written
   */
  public static void checkMatched(Pin pin, Built built) throws InvalidInputException {
    if (built.cleaned().isPresent()) {
      Cleaned done = built.cleaned().get();
      ListedFiles.checkMatched(pin.removals(), done.unmatched(), done.removed());
    }
  }

  /** Returns how the files that a pin lists are not what was removed. */
  List<String> faults(Pin pin) {
    return ListedFiles.faults(pin.removals(), removed, pin.recipe().prefix());
  }

  /** Returns what a user should know, one line each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(warnings);
    notes.add(
        "cleaned: minus "
            + RemovedEntry.count(removed)
            + " of the raw tar with "
            + original.sha256());
    return notes;
  }
}
