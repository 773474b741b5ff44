package org.gitsnapshot.odb;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A pack and its index, which are opened when they are needed and stay open. What cannot be opened
 * has no objects. Thread-safe.
 */
final class PackFile implements AutoCloseable {
  private final Path indexPath;
  private final Path dataPath;
  private volatile @Nullable PackIndex index;
  private volatile @Nullable FileChannel data;

  /** Whether it cannot be opened, or was closed; guarded by this. */
  private boolean unusable;

  PackFile(File pack) {
    this.indexPath = new File(pack.getParentFile(), PackList.index(pack.getName())).toPath();
    this.dataPath = pack.toPath();
  }

  /** Returns where an object begins, or -1 if it is not here; see {@link PackIndex#find}. */
  long find(byte[] id, ByteBuffer room) throws IOException {
    PackIndex opened = index;
    if (opened == null) {
      opened = openIndex();
    }
    if (opened == null) {
      return -1;
    }
    try {
      return opened.find(id, room);
    } catch (ClosedChannelException interrupted) {
      forgetIndex(opened);
      throw interrupted;
    }
  }

  /**
   * Fills a buffer from some place on, or as much of it as there is.
   *
   * @throws UnreadableException if there is nothing
   */
  void read(ByteBuffer into, long from) throws IOException {
    FileChannel opened = data;
    if (opened == null) {
      opened = openData();
    }
    try {
      while (into.hasRemaining() && opened.read(into, from + into.position()) >= 0) {
        // Until it is full, or the pack ends.
      }
    } catch (ClosedChannelException interrupted) {
      forgetData(opened);
      throw interrupted;
    }
    if (into.position() == 0) {
      throw new UnreadableException("the pack is cut off");
    }
  }

  /** An interrupt of who reads closes it for all; the next one opens it again. */
  private synchronized void forgetIndex(PackIndex closed) {
    if (index == closed) {
      index = null;
    }
  }

  private synchronized void forgetData(FileChannel closed) {
    if (data == closed) {
      data = null;
    }
  }

  private synchronized @Nullable PackIndex openIndex() {
    if (index == null && !unusable) {
      try {
        index = PackIndex.open(indexPath);
      } catch (IOException failed) {
        unusable = true;
      }
    }
    return index;
  }

  private synchronized FileChannel openData() throws IOException {
    if (unusable) {
      throw new UnreadableException("the pack was closed");
    }
    FileChannel opened = data;
    if (opened == null) {
      opened = FileChannel.open(dataPath, StandardOpenOption.READ);
      data = opened;
    }
    return opened;
  }

  @Override
  public synchronized void close() throws IOException {
    unusable = true;
    if (index != null) {
      index.close();
    }
    if (data != null) {
      data.close();
    }
  }
}
