package org.gitsnapshot.recognize;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The header of an .xz file and of its first block: "The .xz File Format", sections 2.1.1 and 3.1.
 *
 * @param facts the integrity check where it is not the usual CRC64, and sizes in the block's header
 * @param dictionary the size of LZMA2's dictionary in bytes, if that is the first filter
 */
record XzHead(List<String> facts, OptionalInt dictionary) {
  private static final int CHECK = 7;
  private static final int BLOCK = 12;
  private static final int CRC64 = 4;
  private static final int LZMA2 = 0x21;
  private static final int MAX_DICTIONARY_CODE = 37;

  static XzHead parse(byte[] head) {
    List<String> facts = new ArrayList<>();
    if (head.length < BLOCK + 16) {
      return new XzHead(facts, OptionalInt.empty());
    }
    int check = head[CHECK] & 15;
    if (check != CRC64) {
      facts.add("integrity check " + check);
    }
    int flags = head[BLOCK + 1] & 0xff;
    int at = BLOCK + 2;
    if ((flags & 0xc0) != 0) {
      facts.add("sizes in the block header, as of several threads");
      // Compressed and uncompressed size, each if its flag is set.
      for (int sizes = Integer.bitCount(flags & 0xc0); sizes > 0; sizes--) {
        while (at < head.length - 3 && head[at] < 0) {
          at++;
        }
        at++;
      }
    }
    boolean lzma2 = (flags & 3) == 0 && at + 2 < head.length && head[at] == LZMA2;
    int code = lzma2 ? head[at + 2] & 0xff : MAX_DICTIONARY_CODE + 1;
    if (code > MAX_DICTIONARY_CODE) {
      facts.add("filters other than LZMA2");
      return new XzHead(facts, OptionalInt.empty());
    }
    return new XzHead(facts, OptionalInt.of((2 | (code & 1)) << (code / 2 + 11)));
  }
}
