package org.gitsnapshot.acquire;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.objects.DamageCare;
import org.gitsnapshot.odb.FewFiles;
import org.jspecify.annotations.Nullable;

/**
 * What is done about a repository of the cache that proves damaged: it gets a mark, and whoever
 * writes to it next makes it anew. What it has, its server has.
 */
final class CacheDamage implements DamageCare {
  private static final String MARK = "damaged";
  private static final String HINT = "the next run fetches anew what is in the cache";
  private static final String OFFLINE =
      "run without --offline, which fetches anew what is in the cache";

  private final Path directory;
  private final boolean complete;
  private final boolean offline;
  private final @Nullable Object identity;
  private volatile boolean remedied;

  /**
   * Cares for one repository as it is now; what others make in its place is not marked.
   *
   * @param complete whether it should have each object that it is asked for; of one of commits
   *     alone, all of it is read to find out whether it is damaged
   * @param offline whether nothing can be fetched in the next run either
   */
  CacheDamage(Path directory, boolean complete, boolean offline) {
    this.directory = directory;
    this.complete = complete;
    this.offline = offline;
    this.identity = identity();
  }

  /** Returns what one that is made in its place does not have in common; null if there is none. */
  private @Nullable Object identity() {
    try {
      BasicFileAttributes config =
          Files.readAttributes(directory.resolve("config"), BasicFileAttributes.class);
      return List.of(String.valueOf(config.fileKey()), config.lastModifiedTime());
    } catch (IOException notThere) {
      return null;
    }
  }

  /** Returns whether a repository has the mark. */
  static boolean isMarked(Path directory) {
    return Files.exists(directory.resolve(MARK));
  }

  /**
   * Returns whether something failed for what the machine or a user forbids just now, which says
   * nothing of what is in a file.
   */
  static boolean isOfTheMachine(Throwable failed) {
    return FewFiles.isReasonOf(failed)
        || Throwables.getCausalChain(failed).stream()
            .anyMatch(
                cause ->
                    cause instanceof AccessDeniedException
                        || cause instanceof ClosedByInterruptException);
  }

  /**
   * Returns false: what cannot be read is not sound.
   *
   * @throws IOException what failed, if it says nothing of what is in the file
   */
  static boolean notSound(Exception unreadable) throws IOException {
    if (isOfTheMachine(unreadable)) {
      Throwables.throwIfInstanceOf(unreadable, IOException.class);
      throw new IOException(Throwables.getRootCause(unreadable));
    }
    return false;
  }

  /**
   * Returns why it cannot be opened, with what to do. Nothing in it is of a user's making, so all
   * that can be wrong with it is damage.
   */
  SnapshotException explained(SnapshotException failed) {
    return isOfTheMachine(failed)
        ? failed
        : new UnavailableException(failed.getMessage(), damaged(), failed);
  }

  @Override
  public String damaged() {
    Object found = identity();
    if (found == null) {
      remedied = !offline;
      return "it was removed in the meantime: run again";
    }
    if (!found.equals(identity)) {
      remedied = true;
      return "it was made anew in the meantime: run again";
    }
    try {
      if (!isMarked(directory)) {
        Files.createFile(directory.resolve(MARK));
      }
    } catch (FileAlreadyExistsException another) {
      // Has found out too.
    } catch (IOException notOurs) {
      return "remove " + directory + ", and run again";
    }
    remedied = !offline;
    return offline ? OFFLINE : HINT;
  }

  @Override
  public boolean isRemedied() {
    return remedied;
  }

  @Override
  public @Nullable String missing() {
    return complete || !isSound() ? damaged() : null;
  }

  /** Reads all of it, and marks it if it is damaged. */
  void checkAll() {
    if (!isSound()) {
      String unused = damaged();
    }
  }

  private boolean isSound() {
    try {
      return CacheProof.isSound(directory);
    } catch (IOException nobodyKnows) {
      return true;
    }
  }
}
