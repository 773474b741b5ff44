package org.gitsnapshot.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.error.Explanation;

/** Looks whether the lists in a mirror's directory are those of its files. Stateless. */
public final class ListsCheck {
  private ListsCheck() {}

  /**
   * What is wrong with a list.
   *
   * @param missing whether it is not there at all
   * @param message the same in words
   */
  public record Fault(boolean missing, String message) {}

  /**
   * Returns what is wrong with the lists, by their names, if they should be those of a manifest.
   */
  public static Map<String, Fault> run(Path directory, MirrorManifest manifest) {
    Map<String, Fault> faults = new TreeMap<>();
    MirrorLists.of(manifest)
        .forEach(
            (name, bytes) ->
                fault(directory.resolve(name), bytes).ifPresent(fault -> faults.put(name, fault)));
    return faults;
  }

  private static Optional<Fault> fault(Path list, byte[] bytes) {
    if (!Files.exists(list)) {
      return Optional.of(new Fault(true, "it is not in the mirror"));
    }
    try {
      // The size first: what is no regular file may be without an end.
      boolean same =
          Files.isRegularFile(list)
              && Files.size(list) == bytes.length
              && Arrays.equals(Files.readAllBytes(list), bytes);
      return same
          ? Optional.empty()
          : Optional.of(new Fault(false, "it is not the list of the mirror's files"));
    } catch (IOException e) {
      return Optional.of(new Fault(false, "it cannot be read: " + Explanation.reason(e)));
    }
  }
}
