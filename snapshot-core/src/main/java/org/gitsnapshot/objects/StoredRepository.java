package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.gitsnapshot.odb.ObjectFiles;
import org.jspecify.annotations.Nullable;

/**
 * A repository on disk, opened so that nothing of the machine but the repository itself is looked
 * at. It is never written to by reading.
 *
 * <p>Objects and refs are mostly read without JGit, which takes a tenth of a second to start: it is
 * opened when somebody asks for it, and at once where the configuration says anything unusual.
 *
 * <p>It is closed when all who use it have closed it. Thread-safe.
 */
public final class StoredRepository implements AutoCloseable {
  private static final String OBJECTS = "objects";
  private static final String MULTI_PACK_INDEX = ConfigConstants.CONFIG_KEY_MULTIPACKINDEX;

  private final Path path;
  private final Path directory;
  private final Path common;
  private final ObjectFiles files;

  /** Guarded by this, as the number of users is. */
  private @Nullable Repository jgit;

  private int users = 1;

  private StoredRepository(
      Path path, Path directory, Path common, ObjectFiles files, @Nullable Repository jgit) {
    this.path = path;
    this.directory = directory;
    this.common = common;
    this.files = files;
    this.jgit = jgit;
  }

  /**
   * Opens the repository at a path: a bare one, a work tree, or a linked work tree.
   *
   * @param path the repository itself or a directory with a {@code .git} in it
   * @return the repository, to be closed by the caller
   * @throws org.gitsnapshot.error.UnavailableException if there is no repository there or it cannot
   *     be read
   * @throws org.gitsnapshot.error.UnsupportedException if it names its objects by SHA-256
   * @throws org.gitsnapshot.error.CorruptObjectException if an index of a pack is too short
   */
  public static StoredRepository open(Path path) throws IOException {
    Path directory = GitDirectory.find(path);
    RepositoryFiles.check(directory);
    if (PlainConfig.isOf(directory) && !Files.exists(directory.resolve("commondir"))) {
      return open(path, directory, directory, null);
    }
    Repository jgit = HermeticGit.open(directory, path);
    try {
      return open(path, directory, jgit.getCommonDirectory().toPath(), jgit);
    } catch (IOException damaged) {
      jgit.close();
      throw damaged;
    }
  }

  private static StoredRepository open(
      Path path, Path directory, Path common, @Nullable Repository jgit) throws IOException {
    Set<Path> directories = Alternates.of(common.resolve(OBJECTS));
    PackIndexSize.checkAll(directories);
    return new StoredRepository(path, directory, common, new ObjectFiles(directories), jgit);
  }

  /** Returns the same with one user more, who closes it. */
  public synchronized StoredRepository retain() {
    users++;
    return this;
  }

  /** Returns the git directory; of a linked work tree its own. */
  public Path directory() {
    return directory;
  }

  /** Returns the directory that all work trees share, mostly the git directory. */
  Path common() {
    return common;
  }

  /** Returns the directory of its own objects. */
  Path objects() {
    return common.resolve(OBJECTS);
  }

  ObjectFiles files() {
    return files;
  }

  /**
   * Returns JGit's view of it, which is closed with it.
   *
   * @throws IOException if it cannot be opened, or is closed
   */
  public synchronized Repository jgit() throws IOException {
    if (jgit == null) {
      if (users == 0) {
        throw new IOException("the repository " + directory + " is closed");
      }
      jgit = HermeticGit.open(directory, path);
    }
    return jgit;
  }

  /** Returns how its refs are stored: as {@code files}, or in a format of tables. */
  synchronized String refStorage() {
    // A configuration that JGit was not needed for does not say.
    String kind =
        jgit == null ? null : jgit.getConfig().getString("extensions", null, "refstorage");
    return kind == null ? "files" : kind;
  }

  /** Returns whether git looks at an index of all packs; it does unless it is told not to. */
  synchronized boolean usesMultiPackIndex() {
    // A configuration that JGit was not needed for does not say; what JGit does is another thing.
    return jgit == null
        || !jgit.getConfig().getNames("core").contains(MULTI_PACK_INDEX)
        || jgit.getConfig().getBoolean("core", MULTI_PACK_INDEX, true);
  }

  @Override
  public synchronized void close() {
    users--;
    if (users != 0) {
      return;
    }
    if (jgit != null) {
      jgit.close();
    }
    files.close();
  }
}
