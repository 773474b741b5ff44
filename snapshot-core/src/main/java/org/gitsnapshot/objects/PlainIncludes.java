package org.gitsnapshot.objects;

import java.io.File;
import java.io.UncheckedIOException;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.gitsnapshot.error.UnavailableException;

/** The file system to JGit, where a configuration includes plain files alone. Thread-safe. */
final class PlainIncludes extends FS_POSIX {
  private PlainIncludes() {
    super(FS.DETECTED);
  }

  /** Returns one where the system has pipes among its files, and else JGit's own. */
  static FS files() {
    return FS.DETECTED instanceof FS_POSIX ? new PlainIncludes() : FS.DETECTED;
  }

  @Override
  public FS newInstance() {
    return new PlainIncludes();
  }

  /** Called for each file that is included before it is read, and for directories. */
  @Override
  public File resolve(File directory, String name) {
    File file = super.resolve(directory, name);
    try {
      RepositoryFiles.checkEither(file);
    } catch (UnavailableException pipe) {
      throw new UncheckedIOException(pipe);
    }
    return file;
  }
}
