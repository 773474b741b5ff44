package org.gitsnapshot.objects;

import java.io.IOException;
import org.eclipse.jgit.lib.Repository;

/**
 * Whether refs can be read, before JGit reads them: it takes what is left of a damaged list, and
 * for a ref whose own file is empty what the list said of it long ago. Thread-safe.
 */
public final class RefCheck {
  private RefCheck() {}

  /**
   * Checks the list of refs, and that each file below {@code refs/} can be read.
   *
   * @throws IOException if git would not read the list, or what should be a file is a pipe
   */
  public static void requireAll(Repository repository) throws IOException {
    if (StoredRefs.areInFiles(repository)) {
      RefFiles.read(RefPlaces.of(repository));
    }
  }
}
