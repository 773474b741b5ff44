package org.gitsnapshot.acquire;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.objects.DamageCare;
import org.jspecify.annotations.Nullable;

/**
 * What is done about a repository of the cache that proves damaged: it gets a mark, and whoever
 * writes to it next makes it anew. What it has, its server has.
 */
final class CacheDamage implements DamageCare {
  private static final String MARK = "damaged";
  private static final String HINT = "the next run fetches anew what is in the cache";

  private final Path directory;
  private final boolean complete;

  /**
   * Cares for one repository.
   *
   * @param complete whether it should have each object that it is asked for; one of commits alone
   *     has not
   */
  CacheDamage(Path directory, boolean complete) {
    this.directory = directory;
    this.complete = complete;
  }

  /** Returns whether a repository has the mark. */
  static boolean isMarked(Path directory) {
    return Files.exists(directory.resolve(MARK));
  }

  /** Returns why it cannot be opened, with what to do where its files are not what they were. */
  SnapshotException explained(SnapshotException failed) {
    Throwable first = Throwables.getRootCause(failed);
    boolean isDamage =
        first instanceof ConfigInvalidException
            || first instanceof RepositoryNotFoundException
            || first instanceof IllegalArgumentException
            || first instanceof CorruptObjectException;
    return isDamage ? new UnavailableException(failed.getMessage(), damaged(), failed) : failed;
  }

  @Override
  public String damaged() {
    try {
      Files.write(directory.resolve(MARK), new byte[0]);
    } catch (IOException notOurs) {
      return "remove " + directory + ", and run again";
    }
    return HINT;
  }

  @Override
  public @Nullable String missing() {
    return complete ? damaged() : null;
  }
}
