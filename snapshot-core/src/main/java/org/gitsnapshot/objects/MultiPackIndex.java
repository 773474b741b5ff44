package org.gitsnapshot.objects;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.error.CorruptObjectException;
import org.jspecify.annotations.Nullable;

/**
 * What a multi-pack-index says of itself: how many objects it has, and which packs it stands for.
 *
 * <p>It is believed, passed over or refused as git 2.39 does it when it opens one; the layout is
 * that of gitformat-pack(5). Git reads no further than here either before it counts.
 *
 * @param objects how many it has
 * @param indexes the names of the indexes of packs that it stands for
 */
record MultiPackIndex(long objects, Set<String> indexes) {
  private static final int SIGNATURE = 0x4d494458; // "MIDX"
  private static final int VERSION = 1;
  private static final int SHA1 = 1;
  private static final int HASH_LENGTH = 20;

  private static final int HEADER_LENGTH = 12;

  /** An entry in the table of chunks is an id of 4 bytes and an offset of 8. */
  private static final int ENTRY_LENGTH = Integer.BYTES + Long.BYTES;

  private static final int NAMES = 0x504e414d; // "PNAM"
  private static final int FANOUT = 0x4f494446; // "OIDF"
  private static final int IDS = 0x4f49444c; // "OIDL"
  private static final int OFFSETS = 0x4f4f4646; // "OOFF"

  /** In a fan-out table the last of 256 numbers is how many objects there are. */
  private static final int LAST_FANOUT = 255 * Integer.BYTES;

  /**
   * Reads one.
   *
   * @return it, or null if git passes it over
   * @throws CorruptObjectException if git gives up over it
   */
  static @Nullable MultiPackIndex read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new Opened(file, channel).read();
    }
  }

  private record Opened(Path file, FileChannel channel) {
    @Nullable MultiPackIndex read() throws IOException {
      if (channel.size() < HEADER_LENGTH + HASH_LENGTH) {
        return null;
      }
      ByteBuffer header = bytesAt(0, HEADER_LENGTH);
      if (header.getInt() != SIGNATURE) {
        throw damaged("is none by its first bytes");
      }
      int version = header.get();
      if (version != VERSION) {
        throw damaged("is of version " + (version & 0xff) + ", which is unknown");
      }
      if (header.get() != SHA1) {
        return null;
      }
      int chunks = header.get() & 0xff;
      long packs = header.getInt(HEADER_LENGTH - Integer.BYTES) & 0xffffffffL;
      Map<Integer, Long> table = table(chunks);
      if (table == null) {
        return null;
      }
      Long names = table.get(NAMES);
      Long fanout = table.get(FANOUT);
      if (names == null
          || fanout == null
          || !table.containsKey(IDS)
          || !table.containsKey(OFFSETS)) {
        throw damaged("lacks a chunk that each has");
      }
      long objects = bytesAt(fanout + LAST_FANOUT, Integer.BYTES).getInt();
      return new MultiPackIndex(objects & 0xffffffffL, names(names, packs));
    }

    /** Returns where the chunks begin; null where git passes over one with such a table. */
    private @Nullable Map<Integer, Long> table(int chunks) throws IOException {
      int length = (chunks + 1) * ENTRY_LENGTH;
      if (HEADER_LENGTH + length > channel.size()) {
        return null; // Git reads zeros there, which end the table.
      }
      long most = channel.size() - HASH_LENGTH;
      ByteBuffer table = bytesAt(HEADER_LENGTH, length);
      Map<Integer, Long> found = new HashMap<>();
      for (int i = 0; i < chunks; i++) {
        int id = table.getInt();
        long start = table.getLong();
        long end = table.getLong(table.position() + Integer.BYTES);
        if (id == 0
            || Long.compareUnsigned(end, start) < 0
            || Long.compareUnsigned(end, most) > 0
            || found.put(id, start) != null) {
          return null;
        }
      }
      return table.getInt() == 0 ? found : null;
    }

    /** Git reads so many names wherever their chunk ends. */
    private Set<String> names(long start, long packs) throws IOException {
      channel.position(start);
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      Set<String> names = new HashSet<>();
      String last = null;
      for (long i = 0; i < packs; i++) {
        String name = name(in);
        if (last != null && name.compareTo(last) <= 0) {
          throw damaged("names its packs out of order");
        }
        names.add(name);
        last = name;
      }
      return names;
    }

    private String name(InputStream in) throws IOException {
      StringBuilder name = new StringBuilder();
      for (int next = in.read(); next != 0; next = in.read()) {
        if (next < 0) {
          throw damaged("is cut off");
        }
        name.append((char) next);
      }
      return name.toString();
    }

    private ByteBuffer bytesAt(long offset, int length) throws IOException {
      channel.position(offset);
      byte[] bytes = new byte[length];
      try {
        new DataInputStream(Channels.newInputStream(channel)).readFully(bytes);
      } catch (EOFException cutOff) {
        throw damaged("is cut off");
      }
      return ByteBuffer.wrap(bytes);
    }

    private CorruptObjectException damaged(String how) {
      return new CorruptObjectException(
          "the multi-pack-index " + file + " " + how, "run git multi-pack-index write there");
    }
  }
}
