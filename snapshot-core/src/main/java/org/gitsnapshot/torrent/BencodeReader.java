package org.gitsnapshot.torrent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.io.ByteString;

/**
 * Reads the encoding of BEP 3 strictly: numbers without leading zeros, keys in the order of their
 * bytes and each once, nothing behind the end. What is read and written again is the same bytes.
 */
final class BencodeReader {
  /** More digits than any number of 63 bits has. */
  private static final int MAX_DIGITS = 19;

  private final String source;
  private final byte[] bytes;
  private final TorrentLimits limits;
  private int at;
  private int depth;
  private int values;

  private BencodeReader(String source, byte[] bytes, TorrentLimits limits) {
    this.source = source;
    this.bytes = bytes;
    this.limits = limits;
  }

  /**
   * Reads one value.
   *
   * @param source what errors call the bytes
   * @throws InvalidInputException if they are not exactly one value
   * @throws LimitExceededException if they are beyond the limits
   */
  static BencodeValue read(String source, byte[] bytes, TorrentLimits limits)
      throws SnapshotException {
    BencodeReader reader = new BencodeReader(source, bytes, limits);
    BencodeValue value = reader.value();
    if (reader.at < bytes.length) {
      throw reader.fault(reader.at, "there is more behind the end");
    }
    return value;
  }

  private BencodeValue value() throws SnapshotException {
    if (++values > limits.values()) {
      throw new LimitExceededException(
          source + ": more than " + limits.values() + " values, the limit for torrents", null);
    }
    int start = at;
    switch (peek()) {
      case 'i' -> {
        at++;
        long number = number('e', true);
        return new BencodeValue.Whole(number, start, at);
      }
      case 'l' -> {
        return list(start);
      }
      case 'd' -> {
        return dictionary(start);
      }
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        ByteString text = text();
        return new BencodeValue.Text(text, start, at);
      }
      default -> throw fault(at, "expected a value: a digit, i, l or d");
    }
  }

  private BencodeValue list(int start) throws SnapshotException {
    enter();
    List<BencodeValue> items = new ArrayList<>();
    while (peek() != 'e') {
      items.add(value());
    }
    leave();
    return new BencodeValue.Sequence(Collections.unmodifiableList(items), start, at);
  }

  private BencodeValue dictionary(int start) throws SnapshotException {
    enter();
    TreeMap<ByteString, BencodeValue> entries = new TreeMap<>();
    ByteString last = null;
    while (peek() != 'e') {
      int place = at;
      if (peek() < '0' || peek() > '9') {
        throw fault(at, "expected a key, which is a string");
      }
      ByteString key = text();
      if (last != null && key.compareTo(last) <= 0) {
        throw fault(
            place,
            key.equals(last)
                ? "the key \"" + key.display() + "\" is there twice"
                : "the key \"" + key.display() + "\" is not in order");
      }
      last = key;
      entries.put(key, value());
    }
    leave();
    return new BencodeValue.Dictionary(Collections.unmodifiableSortedMap(entries), start, at);
  }

  private void enter() throws SnapshotException {
    at++;
    if (++depth > limits.depth()) {
      throw new LimitExceededException(
          source + ": nested deeper than " + limits.depth() + ", the limit for torrents", null);
    }
  }

  private void leave() {
    at++;
    depth--;
  }

  private ByteString text() throws SnapshotException {
    int start = at;
    long length = number(':', false);
    if (length > bytes.length - at) {
      throw fault(start, "a string of " + length + " bytes, and " + (bytes.length - at) + " left");
    }
    int from = at;
    at += (int) length;
    return ByteString.of(bytes, from, at);
  }

  /** Reads a number up to the byte that ends it, and that byte. */
  private long number(char end, boolean signed) throws SnapshotException {
    int start = at;
    boolean negative = signed && peek() == '-';
    int first = negative ? start + 1 : start;
    at = first;
    while (peek() >= '0' && peek() <= '9') {
      at++;
      if (at - first > MAX_DIGITS) {
        throw fault(start, "a number of more than 63 bits");
      }
    }
    if (at == first || peek() != end) {
      throw fault(at, "expected digits and then " + end);
    }
    boolean leadingZero = bytes[first] == '0' && (at - first > 1 || negative);
    if (leadingZero) {
      throw fault(start, "a number with a zero in front");
    }
    String digits = new String(Arrays.copyOfRange(bytes, start, at), US_ASCII);
    at++;
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLong) {
      throw fault(start, "a number of more than 63 bits");
    }
  }

  private int peek() throws InvalidInputException {
    if (at >= bytes.length) {
      throw fault(at, "it ends in the middle of a value");
    }
    return bytes[at] & 0xff;
  }

  private InvalidInputException fault(int offset, String what) {
    return new InvalidInputException(
        source + ": byte " + offset + ": " + what, "is it a .torrent, and whole?");
  }
}
