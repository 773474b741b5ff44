package org.gitsnapshot.acquire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gitsnapshot.odb.FewFiles;

/**
 * A pack of the cache and its index, which never change once they are there: whether they look
 * whole. The files are those of gitformat-pack(5).
 */
final class PackPair {
  private static final String PACK = ".pack";
  private static final String INDEX = ".idx";

  /** A pack ends with its SHA-1; its index ends with that and its own. */
  private static final int DIGEST = 20;

  private static final int PACK_SIGNATURE = 0x5041434b; // "PACK"
  private static final int PACK_HEADER = 3 * Integer.BYTES;

  private static final int INDEX_SIGNATURE = 0xff744f63;
  private static final int FANOUT = 256 * Integer.BYTES;
  private static final int INDEX_HEADER = 2 * Integer.BYTES;

  /** Of one object: an id, and an offset; in the second version of an index also a checksum. */
  private static final int ENTRY_1 = DIGEST + Integer.BYTES;

  private static final int ENTRY_2 = ENTRY_1 + Integer.BYTES;

  private final Path pack;
  private final Path index;

  private PackPair(Path pack, Path index) {
    this.pack = pack;
    this.index = index;
  }

  /** Returns whether a name is that of a pack. */
  static boolean isPack(Path file) {
    return file.toString().endsWith(PACK);
  }

  /** Returns whether a name is that of an index of one pack. */
  static boolean isIndex(Path file) {
    return file.toString().endsWith(INDEX);
  }

  /** Names a pack and its index by one of the two. */
  static PackPair of(Path packOrIndex) {
    String name = packOrIndex.getFileName().toString();
    String common = name.substring(0, name.lastIndexOf('.'));
    return new PackPair(
        packOrIndex.resolveSibling(common + PACK), packOrIndex.resolveSibling(common + INDEX));
  }

  boolean hasPack() {
    return Files.exists(pack);
  }

  boolean hasIndex() {
    return Files.exists(index);
  }

  /**
   * Returns whether both are whole, as far as a few of their bytes tell: how they begin, how many
   * objects they say they have, and how they end.
   *
   * @throws IOException if they cannot be read
   */
  boolean looksWhole() throws IOException {
    if (!Files.isRegularFile(pack) || !Files.isRegularFile(index)) {
      return false; // To open a pipe would wait for ever.
    }
    try (FileChannel objects = open(pack);
        FileChannel places = open(index)) {
      ByteBuffer name = read(objects, objects.size() - DIGEST, DIGEST);
      return !isZero(name)
          && !isZero(read(places, places.size() - DIGEST, DIGEST))
          && name.equals(read(places, places.size() - 2 * DIGEST, DIGEST))
          && count(objects) == count(places, places.size());
    } catch (NoSuchFileException | EOFException cutOff) {
      return false;
    }
  }

  /** Returns how many objects a pack says it has, -1 if it is none. */
  private static long count(FileChannel pack) throws IOException {
    ByteBuffer header = read(pack, 0, PACK_HEADER);
    return header.getInt() == PACK_SIGNATURE
        ? Integer.toUnsignedLong(header.getInt(2 * Integer.BYTES))
        : -1;
  }

  /** Returns how many objects an index has, -2 if it says no number that fits its size. */
  private static long count(FileChannel index, long size) throws IOException {
    ByteBuffer start = read(index, 0, INDEX_HEADER + FANOUT);
    boolean second = start.getInt(0) == INDEX_SIGNATURE;
    int fanout = second ? INDEX_HEADER : 0;
    long objects = 0;
    for (int at = fanout; at < fanout + FANOUT; at += Integer.BYTES) {
      long upTo = Integer.toUnsignedLong(start.getInt(at));
      if (upTo < objects) {
        return -2;
      }
      objects = upTo;
    }
    long least = fanout + FANOUT + objects * (second ? ENTRY_2 : ENTRY_1) + 2 * DIGEST;
    // Beyond two gigabytes the second version has a longer offset too.
    long most = second ? least + objects * Long.BYTES : least;
    return least <= size && size <= most ? objects : -2;
  }

  private static boolean isZero(ByteBuffer bytes) {
    for (int i = 0; i < bytes.limit(); i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static FileChannel open(Path file) throws IOException {
    FewFiles few = new FewFiles();
    while (true) {
      try {
        return FileChannel.open(file);
      } catch (IOException failed) {
        few.throwUnlessPassing(file.toString(), failed);
      }
    }
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (position >= 0
        && bytes.hasRemaining()
        && channel.read(bytes, position + bytes.position()) >= 0) {
      // A channel may give less than there is.
    }
    if (bytes.hasRemaining()) {
      throw new EOFException("it is too short");
    }
    return bytes.flip();
  }
}
