package org.gitsnapshot.odb;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A pack and its index, which is read when it is needed. Thread-safe. */
final class PackFile implements AutoCloseable {
  private final Path indexPath;
  private final SharedFile data;
  private volatile @Nullable PackIndex index;

  /** Whether the index cannot be read, or was closed. */
  private volatile boolean unusable;

  PackFile(File pack) {
    this.indexPath = new File(pack.getParentFile(), PackList.index(pack.getName())).toPath();
    this.data = new SharedFile(pack.toPath());
  }

  /** Returns where an object begins, or -1 if it is not here; see {@link PackIndex#find}. */
  long find(byte[] id, ByteBuffer room) throws IOException {
    PackIndex opened = index;
    if (opened == null) {
      opened = openIndex();
    }
    if (opened == null || unusable) {
      return -1;
    }
    try {
      return opened.find(id, room);
    } catch (NoSuchFileException removed) {
      // While it was not open. What was in it is in another one now, which is to be looked for.
      unusable = true;
      return -1;
    }
  }

  /**
   * Fills a buffer from some place on, or as much of it as there is.
   *
   * @throws UnreadableException if there is nothing
   */
  void read(ByteBuffer into, long from) throws IOException {
    data.read(into, from);
    if (into.position() == 0) {
      throw new UnreadableException("the pack is cut off");
    }
  }

  private synchronized @Nullable PackIndex openIndex() throws IOException {
    if (index == null && !unusable) {
      try {
        index = PackIndex.open(indexPath);
      } catch (UnreadableException | NoSuchFileException other) {
        unusable = true;
      }
    }
    return index;
  }

  @Override
  public synchronized void close() {
    unusable = true;
    PackIndex opened = index;
    if (opened != null) {
      opened.close();
    }
    data.close();
  }
}
