package org.gitsnapshot.objects;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.odb.FewFiles;

/**
 * Whether an index of a pack can have as many objects as it says. JGit makes room for all of them
 * before it reads on, so that a kilobyte could take all memory. The file is that of
 * gitformat-pack(5), of version 1 or 2. Thread-safe.
 */
final class PackIndexSize {
  private static final String INDEX = ".idx";
  private static final String PACK = ".pack";
  private static final int SIGNATURE = 0xff744f63;
  private static final int HEADER = 2 * Integer.BYTES;
  private static final int FANOUT = 256 * Integer.BYTES;
  private static final int TRAILER = 2 * 20;

  /** The bytes of one object: an id and an offset, and in version 2 a checksum. */
  private static final int ENTRY_1 = 20 + Integer.BYTES;

  private static final int ENTRY_2 = ENTRY_1 + Integer.BYTES;

  private PackIndexSize() {}

  /**
   * Checks the indexes of a repository's packs, and of those that it borrows.
   *
   * @param directories its directory of objects and those that it borrows from
   * @throws CorruptObjectException if one is too short for what it says it has
   * @throws org.gitsnapshot.error.UnavailableException if a file there is no plain one
   */
  static void checkAll(Set<Path> directories) throws IOException {
    for (Path directory : directories) {
      RepositoryFiles.checkObjects(directory);
      File packs = directory.resolve("pack").toFile();
      String[] listed = packs.list();
      Set<String> names = Set.of(listed == null ? new String[0] : listed);
      for (String name : names) {
        RepositoryFiles.checkPack(packs, name);
        // Nobody reads the index of a pack that is not there.
        if (name.endsWith(INDEX) && names.contains(name.replace(INDEX, PACK))) {
          check(new File(packs, name));
        }
      }
    }
  }

  /** Checks one index; one that is gone meanwhile is good. */
  private static void check(File index) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(HEADER + FANOUT);
    long size;
    try (FileChannel file = open(index)) {
      size = file.size();
      while (start.hasRemaining() && file.read(start) >= 0) {
        // Until all of it is there, or its end.
      }
    } catch (NoSuchFileException gone) {
      return;
    }
    start.flip();
    boolean second = start.limit() >= HEADER && start.getInt(0) == SIGNATURE;
    int fanout = second ? HEADER : 0;
    if (start.limit() < fanout + FANOUT) {
      throw damaged(index.toPath(), "is cut off");
    }
    long before = 0;
    for (int at = fanout; at < fanout + FANOUT; at += Integer.BYTES) {
      long upTo = Integer.toUnsignedLong(start.getInt(at));
      if (upTo < before) {
        throw damaged(index.toPath(), "counts its objects down");
      }
      before = upTo;
    }
    if (size < fanout + FANOUT + before * (second ? ENTRY_2 : ENTRY_1) + TRAILER) {
      throw damaged(index.toPath(), "is too short for " + before + " objects");
    }
  }

  private static FileChannel open(File index) throws IOException {
    FewFiles few = new FewFiles();
    while (true) {
      try {
        return FileChannel.open(index.toPath(), StandardOpenOption.READ);
      } catch (IOException failed) {
        few.throwUnlessPassing(index.toString(), failed);
      }
    }
  }

  private static CorruptObjectException damaged(Path index, String how) {
    return new CorruptObjectException(
        "the index " + index + " " + how, "run git index-pack on its pack, or use another copy");
  }
}
