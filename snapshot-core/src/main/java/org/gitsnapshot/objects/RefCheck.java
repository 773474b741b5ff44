package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
      Path own = repository.getDirectory().toPath();
      RefFiles.read(own, repository.getCommonDirectory().toPath());
    }
  }

  /**
   * Checks the list of refs, if there is one.
   *
   * @throws IOException if git would not read it
   */
  public static void requireList(Repository repository) throws IOException {
    if (StoredRefs.areInFiles(repository)) {
      PackedRefs.read(repository.getCommonDirectory().toPath());
    }
  }

  /**
   * Checks the file of one ref, if it has one, and of those that it is symbolic for.
   *
   * @throws IOException if it is no plain file, or nothing that git would take for a ref
   */
  public static void requireFile(Repository repository, String name) throws IOException {
    if (!StoredRefs.areInFiles(repository)) {
      return;
    }
    Path own = repository.getDirectory().toPath();
    Path common = repository.getCommonDirectory().toPath();
    try {
      RefFiles.requireSound(own, common, Path.of(name));
    } catch (InvalidPathException noFile) {
      // What the locale cannot write is in the list, or nowhere that JGit could find it.
    }
  }
}
