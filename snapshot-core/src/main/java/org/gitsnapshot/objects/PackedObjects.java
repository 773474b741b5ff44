package org.gitsnapshot.objects;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;

/**
 * Counts the objects in packs as git does for the length of abbreviations: what each index says is
 * in it, added up, so that an object in two packs counts twice; but what a multi-pack index covers
 * counts as that says. (With such an index git counts a pack again once it has opened it, so that
 * its answer depends on what it did before; here it does not.) The files are those of
 * gitformat-pack(5).
 */
final class PackedObjects {
  private static final int INDEX_V2 = 0xff744f63;

  /** In a fan-out table the last of 256 numbers is how many objects there are. */
  private static final int LAST_FANOUT = 255 * Integer.BYTES;

  private PackedObjects() {}

  /**
   * Counts what is in an object directory and in those it borrows from.
   *
   * @param withMultiPackIndex whether its configuration leaves that on
   * @throws UnavailableException if an index cannot be read
   * @throws CorruptObjectException if there is a multi-pack-index that git would not go on with
   */
  static long count(Path objects, boolean withMultiPackIndex) throws SnapshotException {
    try {
      long total = 0;
      for (Path directory : Alternates.of(objects)) {
        total += countPacks(directory.resolve("pack"), withMultiPackIndex);
      }
      return total;
    } catch (SnapshotException damaged) {
      throw damaged;
    } catch (IOException failed) {
      throw new UnavailableException(
          "cannot count the objects in " + objects + ": " + failed, null, failed);
    }
  }

  private static long countPacks(Path packs, boolean withMultiPackIndex) throws IOException {
    Path multi = packs.resolve("multi-pack-index");
    MultiPackIndex all =
        withMultiPackIndex && Files.isRegularFile(multi) ? MultiPackIndex.read(multi) : null;
    Set<String> covered = all == null ? Set.of() : all.indexes();
    long total = all == null ? 0 : all.objects();
    try (DirectoryStream<Path> indexes = Files.newDirectoryStream(packs, "*.idx")) {
      for (Path index : indexes) {
        String name = String.valueOf(index.getFileName());
        String base = name.substring(0, name.length() - ".idx".length());
        if (!covered.contains(name) && Files.exists(packs.resolve(base + ".pack"))) {
          total += readIndex(index);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return total;
    }
    return total;
  }

  private static long readIndex(Path index) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(index))) {
      if (in.readInt() == INDEX_V2) {
        in.skipNBytes(Integer.BYTES + LAST_FANOUT);
      } else {
        // The first version begins with the table at once, of which four bytes are read.
        in.skipNBytes(LAST_FANOUT - Integer.BYTES);
      }
      return in.readInt() & 0xffffffffL;
    } catch (EOFException cutOff) {
      return 0; // Git passes over what is no index.
    }
  }
}
