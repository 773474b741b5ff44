package org.gitsnapshot.torrent;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;

/** A value in the encoding of BEP 3; where it was read from matters for errors and digests. */
sealed interface BencodeValue {
  /** Returns the offset of its first byte, and 0 where it was not read. */
  int start();

  /** Returns the offset behind its last byte, and 0 where it was not read. */
  int end();

  /** A string of bytes. */
  record Text(ByteString bytes, int start, int end) implements BencodeValue {}

  /** A whole number. */
  record Whole(long value, int start, int end) implements BencodeValue {}

  /** A list. */
  record Sequence(List<BencodeValue> items, int start, int end) implements BencodeValue {}

  /** A dictionary, in the order of its keys' bytes. */
  record Dictionary(SortedMap<ByteString, BencodeValue> entries, int start, int end)
      implements BencodeValue {}

  /** Returns a value to be written. */
  static Text of(byte[] bytes) {
    return new Text(ByteString.of(bytes), 0, 0);
  }

  /** Returns a value to be written: the UTF-8 of a text. */
  static Text of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a value to be written. */
  static Whole of(long value) {
    return new Whole(value, 0, 0);
  }

  /** Returns a value to be written. */
  static Sequence of(List<? extends BencodeValue> items) {
    return new Sequence(List.copyOf(items), 0, 0);
  }

  /** Returns a value to be written. */
  static Dictionary of(SortedMap<ByteString, BencodeValue> entries) {
    return new Dictionary(Collections.unmodifiableSortedMap(new TreeMap<>(entries)), 0, 0);
  }
}
