package org.gitsnapshot.objects;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.jgit.internal.util.CleanupService;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.SystemReader;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.odb.FewFiles;

/**
 * Opens repositories with JGit so that nothing of the machine but the repository itself is looked
 * at.
 *
 * <p>JGit takes the user's and the system's configuration from one process-wide place; the first
 * use of this class puts an empty one there. Thread-safe.
 */
public final class HermeticGit {
  /** What is read of a pack at once; a walk meets neighbours, and small windows are soon gone. */
  private static final int WINDOW_BYTES = 64 << 10;

  private static final int WINDOWS_BYTES = 32 << 20;

  /** How many packs are kept open, if the process may have that many files. */
  private static final int OPEN_PACKS = 128;

  /** For each reader: what deltas were taken from and will be again. */
  private static final int BASES_BYTES = 8 << 20;

  static {
    // As in OSGi. Else JGit reads all of its messages at the start, for a hook that makes a pool of
    // threads at the end of the process, to tell nobody of it.
    CleanupService unused = new CleanupService();
    SystemReader.setInstance(new HermeticSystemReader());
    WindowCacheConfig windows = new WindowCacheConfig();
    windows.setPackedGitWindowSize(WINDOW_BYTES);
    windows.setPackedGitLimit(WINDOWS_BYTES);
    windows.setPackedGitOpenFiles(Math.min(OPEN_PACKS, FewFiles.share()));
    windows.setDeltaBaseCacheLimit(BASES_BYTES);
    windows.install();
  }

  private HermeticGit() {}

  /**
   * Makes sure that JGit is hermetic; cheap, and needed before JGit is used without a repository.
   */
  public static void prepare() {
    // Loading the class has done it.
  }

  /**
   * Opens a repository for JGit; see {@link StoredRepository#open}, which has looked at what is
   * opened here.
   *
   * @param gitDirectory where it is
   * @param path what messages call it
   * @return the repository, to be closed by the caller
   * @throws UnavailableException if it cannot be read
   * @throws UnsupportedException if it names its objects by SHA-256
   */
  static Repository open(Path gitDirectory, Path path) throws IOException {
    Repository repository;
    try {
      repository =
          new FileRepositoryBuilder()
              .setFS(PlainIncludes.files())
              .setGitDir(gitDirectory.toFile())
              .setBare()
              .build();
    } catch (UncheckedIOException include) {
      throw include.getCause();
    } catch (IOException | RuntimeException unreadable) {
      throw new UnavailableException(
          "cannot open the repository " + path + ": " + innermost(unreadable), null, unreadable);
    }
    if (!repository.getObjectDatabase().exists()) {
      repository.close();
      throw new UnavailableException("not a git repository: " + path, null);
    }
    String format = repository.getConfig().getString("extensions", null, "objectformat");
    if (format != null && !format.toLowerCase(Locale.ROOT).equals("sha1")) {
      repository.close();
      throw new UnsupportedException(
          "the repository " + path + " names its objects by " + format + ", which JGit cannot read",
          "use a SHA-1 copy of it");
    }
    PackFiles.announce(repository);
    return repository;
  }

  /** Of a config that cannot be read, the outermost says that the format is unknown. */
  private static String innermost(Exception unreadable) {
    String said = Throwables.getRootCause(unreadable).getMessage();
    return SafeText.line(said == null ? unreadable.toString() : said);
  }
}
