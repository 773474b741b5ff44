package org.gitsnapshot.objects;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
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
  private static final int MULTI_PACK_INDEX = 0x4d494458; // "MIDX"
  private static final int FANOUT_CHUNK = 0x4f494446; // "OIDF"
  private static final int NAMES_CHUNK = 0x504e414d; // "PNAM"

  /** In a fan-out table the last of 256 numbers is how many objects there are. */
  private static final int LAST_FANOUT = 255 * Integer.BYTES;

  private PackedObjects() {}

  /**
   * Counts what is in an object directory and in those it borrows from.
   *
   * @throws UnavailableException if an index cannot be read
   */
  static long count(Path objects) throws UnavailableException {
    try {
      long total = 0;
      for (Path directory : Alternates.of(objects)) {
        total += countPacks(directory.resolve("pack"));
      }
      return total;
    } catch (IOException failed) {
      throw new UnavailableException(
          "cannot count the objects in " + objects + ": " + failed, null, failed);
    }
  }

  private static long countPacks(Path packs) throws IOException {
    Set<String> covered = new HashSet<>();
    long total = 0;
    Path multi = packs.resolve("multi-pack-index");
    if (Files.isRegularFile(multi)) {
      total += readMultiPackIndex(multi, covered);
    }
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

  /** Returns how many objects it has, and adds the names of the indexes that it stands for. */
  private static long readMultiPackIndex(Path file, Set<String> covered) throws IOException {
    try (InputStream stream = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(stream)) {
      if (in.readInt() != MULTI_PACK_INDEX) {
        return 0;
      }
      in.skipNBytes(2);
      int chunks = in.readUnsignedByte();
      in.skipNBytes(1 + Integer.BYTES);
      long fanout = 0;
      long names = 0;
      long namesEnd = 0;
      int previous = 0;
      for (int i = 0; i <= chunks; i++) {
        int chunk = in.readInt();
        long offset = in.readLong();
        if (previous == NAMES_CHUNK) {
          namesEnd = offset;
        }
        if (chunk == FANOUT_CHUNK) {
          fanout = offset;
        } else if (chunk == NAMES_CHUNK) {
          names = offset;
        }
        previous = chunk;
      }
      byte[] text = bytesAt(file, names, (int) (namesEnd - names));
      for (String name : new String(text, StandardCharsets.ISO_8859_1).split("\0", -1)) {
        covered.add(name);
      }
      byte[] last = bytesAt(file, fanout + LAST_FANOUT, Integer.BYTES);
      return new DataInputStream(new ByteArrayInputStream(last)).readInt() & 0xffffffffL;
    } catch (EOFException cutOff) {
      covered.clear();
      return 0;
    }
  }

  private static byte[] bytesAt(Path file, long offset, int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(offset);
      return in.readNBytes(length);
    }
  }
}
