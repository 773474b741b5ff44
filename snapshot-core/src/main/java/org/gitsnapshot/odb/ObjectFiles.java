package org.gitsnapshot.odb;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that hold a repository's objects, shared by those who read them.
 *
 * <p>Nothing is opened before an object is asked for. Packs that others add are found; those that
 * others remove stay open, unless too many files are. After {@link #close()} readers find nothing
 * more. Thread-safe.
 */
public final class ObjectFiles implements AutoCloseable {
  private final List<Path> directories;

  /** All packs that there were, by their files; guarded by this. */
  private final Map<File, PackFile> packs = new HashMap<>();

  private volatile @Nullable PackList latest;
  private volatile boolean closed;

  /**
   * Creates what reads the files of some directories.
   *
   * @param directories the repository's object directory, and those that it borrows from
   */
  public ObjectFiles(Collection<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  /** Returns a reader for one thread, to be closed by the caller. */
  public ObjectFileReader newReader() {
    return new ObjectFileReader(this);
  }

  /** Returns the object directories; none after the end. */
  List<Path> directories() {
    return closed ? List.of() : directories;
  }

  /** Returns the packs as they were when somebody looked. */
  PackList packs() throws IOException {
    PackList known = latest;
    return known == null ? look() : known;
  }

  /** Returns the packs as they are. */
  PackList packsNow() throws IOException {
    PackList known = packs();
    return known.isOutdated() ? look() : known;
  }

  private synchronized PackList look() throws IOException {
    PackList known =
        new PackList(directories(), file -> packs.computeIfAbsent(file, PackFile::new));
    latest = known;
    return known;
  }

  @Override
  public synchronized void close() {
    closed = true;
    latest = null;
    for (PackFile pack : packs.values()) {
      pack.close();
    }
  }
}
