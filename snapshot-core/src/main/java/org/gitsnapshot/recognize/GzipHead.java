package org.gitsnapshot.recognize;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.GzipHeader;

/**
 * The header of a gzip member: RFC 1952, section 2.3.
 *
 * @param length how many bytes it has
 * @param facts what {@code gzip -n} on Unix would not write
 * @param likelyLevel the level it hints at, if it does
 * @param header it as a part of a recipe, if a recipe can hold it
 */
record GzipHead(
    int length, List<String> facts, OptionalInt likelyLevel, Optional<GzipHeader> header) {
  private static final int FIXED = 10;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int UNIX = 3;

  static GzipHead parse(byte[] head) {
    if (head.length < FIXED) {
      return new GzipHead(head.length, List.of(), OptionalInt.empty(), Optional.empty());
    }
    List<String> facts = new ArrayList<>();
    int flags = head[3];
    int at = FIXED;
    if ((flags & EXTRA) != 0 && at + 2 <= head.length) {
      int extra = (head[at] & 0xff) | ((head[at + 1] & 0xff) << 8);
      facts.add("extra field of " + extra + " bytes");
      at += 2 + extra;
    }
    for (int flag : new int[] {NAME, COMMENT}) {
      if ((flags & flag) != 0) {
        int begin = Math.min(at, head.length);
        int end = begin;
        while (end < head.length && head[end] != 0) {
          end++;
        }
        String text = ByteString.of(head, begin, end).display();
        facts.add((flag == NAME ? "name " : "comment ") + text);
        at = end + 1;
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      facts.add("checksum of the header");
      at += 2;
    }
    long time = 0;
    for (int i = 7; i >= 4; i--) {
      time = (time << 8) | (head[i] & 0xff);
    }
    if (time != 0) {
      facts.add("time " + Instant.ofEpochSecond(time));
    }
    int system = head[9] & 0xff;
    if (system != UNIX) {
      facts.add("system " + system);
    }
    OptionalInt level =
        switch (head[8]) {
          case 2 -> OptionalInt.of(9);
          case 4 -> OptionalInt.of(1);
          default -> OptionalInt.empty();
        };
    return new GzipHead(Math.min(at, head.length), facts, level, GzipHeader.of(head));
  }
}
