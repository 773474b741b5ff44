package org.gitsnapshot.odb;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A pack and its index, which are opened when they are needed and stay open, as long as all of a
 * process have no more than some. Thread-safe.
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
  private synchronized void forgetIndex(PackIndex closed) throws IOException {
    if (index == closed) {
      index = null;
      Room.FILES.giveBack(1);
      closed.close();
    }
  }

  private synchronized void forgetData(FileChannel closed) throws IOException {
    if (data == closed) {
      data = null;
      Room.FILES.giveBack(1);
      closed.close();
    }
  }

  private synchronized @Nullable PackIndex openIndex() throws IOException {
    if (index == null && !unusable) {
      takeFile();
      try {
        index = PackIndex.open(indexPath);
      } catch (UnreadableException | NoSuchFileException other) {
        unusable = true;
      } finally {
        if (index == null) {
          Room.FILES.giveBack(1);
        }
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
      takeFile();
      try {
        opened = FileChannel.open(dataPath, StandardOpenOption.READ);
        data = opened;
      } finally {
        if (data == null) {
          Room.FILES.giveBack(1);
        }
      }
    }
    return opened;
  }

  private static void takeFile() throws UnreadableException {
    if (!Room.FILES.take(1)) {
      throw new UnreadableException("as many files are open as may be");
    }
  }

  @Override
  public synchronized void close() throws IOException {
    unusable = true;
    PackIndex openedIndex = index;
    if (openedIndex != null) {
      forgetIndex(openedIndex);
    }
    FileChannel openedData = data;
    if (openedData != null) {
      forgetData(openedData);
    }
  }
}
