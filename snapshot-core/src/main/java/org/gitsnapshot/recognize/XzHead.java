package org.gitsnapshot.recognize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gitsnapshot.recipe.XzCheck;

/**
 * The header of an .xz file and of its first block, and the number of blocks: "The .xz File
 * Format", sections 2.1.1, 3.1 and 4.
 *
 * @param facts the integrity check where it is not the usual CRC64, sizes in the block's header,
 *     filters
 * @param layout what a recipe needs to know of it, if LZMA2 is the only filter
 */
record XzHead(List<String> facts, Optional<XzLayout> layout) {
  private static final int CHECK = 7;
  private static final int BLOCK = 12;
  private static final int CRC64 = 4;
  private static final int LZMA2 = 0x21;
  private static final int MAX_DICTIONARY_CODE = 36;

  /** The least that stands before the index of a file with a block. */
  private static final int LEAST = BLOCK + 16;

  /** The control byte of a chunk of LZMA2 that begins with a byte of properties. */
  private static final int NEW_PROPERTIES = 0xC0;

  private static final int PROPERTIES = 5;

  /** The control byte of a stored chunk that begins a block. */
  private static final int STORED = 1;

  private static final Map<Integer, XzCheck> CHECKS =
      Map.of(0, XzCheck.NONE, 1, XzCheck.CRC32, CRC64, XzCheck.CRC64, 10, XzCheck.SHA256);

  private static final Map<Integer, String> FILTERS =
      Map.of(
          0x03, "delta",
          0x04, "x86",
          0x05, "powerpc",
          0x06, "ia64",
          0x07, "arm",
          0x08, "armthumb",
          0x09, "sparc",
          0x0A, "arm64",
          0x0B, "riscv");

  static XzHead parse(byte[] head, Path file) throws IOException {
    List<String> facts = new ArrayList<>();
    if (head.length < LEAST) {
      return new XzHead(facts, Optional.empty());
    }
    int id = head[CHECK] & 15;
    XzCheck check = CHECKS.get(id);
    if (id != CRC64) {
      facts.add("integrity check " + (check == null ? id : check.label()));
    }
    if (head[BLOCK] == 0 && check != null) {
      // The index: of nothing there is no block, whatever the dictionary.
      return new XzHead(
          facts, Optional.of(layout(check, 0, true, false, OptionalInt.empty(), file)));
    }
    int flags = head[BLOCK + 1] & 0xff;
    int at = BLOCK + 2;
    boolean sizes = (flags & 0xc0) != 0;
    if (sizes) {
      facts.add("sizes in the block header, as of several threads");
      // Compressed and uncompressed size, each if its flag is set.
      for (int left = Integer.bitCount(flags & 0xc0); left > 0; left--) {
        while (at < head.length - 3 && head[at] < 0) {
          at++;
        }
        at++;
      }
    }
    int filter = at + 2 < head.length ? head[at] & 0xff : 0;
    int code = filter == LZMA2 ? head[at + 2] & 0xff : MAX_DICTIONARY_CODE + 1;
    if ((flags & 3) != 0 || code > MAX_DICTIONARY_CODE || check == null) {
      if (filter != LZMA2) {
        facts.add("filter " + FILTERS.getOrDefault(filter, Integer.toString(filter)));
      }
      return new XzHead(facts, Optional.empty());
    }
    int data = BLOCK + 4 * ((head[BLOCK] & 0xff) + 1);
    boolean stored = sizes && code == 0 && data < head.length && head[data] == STORED;
    return new XzHead(
        facts, Optional.of(layout(check, code, stored, sizes, properties(head, data), file)));
  }

  private static XzLayout layout(
      XzCheck check, int code, boolean stored, boolean sizes, OptionalInt properties, Path file)
      throws IOException {
    int dictionary = (2 | (code & 1)) << (code / 2 + 11);
    return new XzLayout(check, dictionary, stored, sizes, properties, XzIndex.read(file));
  }

  /** Returns the properties of the first chunk, if it has some: stored chunks have none. */
  private static OptionalInt properties(byte[] head, int data) {
    return data + PROPERTIES < head.length && (head[data] & 0xff) >= NEW_PROPERTIES
        ? OptionalInt.of(head[data + PROPERTIES] & 0xff)
        : OptionalInt.empty();
  }
}
