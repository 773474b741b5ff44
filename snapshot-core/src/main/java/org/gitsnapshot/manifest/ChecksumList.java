package org.gitsnapshot.manifest;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.BaseEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A list of checksums as {@code sha256sum} and {@code sha512sum} write and check it, such as {@code
 * SHA256SUMS}.
 *
 * <p>Each line has the digest, two spaces and a name. A name with a backslash, line feed or
 * carriage return has them as {@code \\}, {@code \n} and {@code \r}, and a backslash before the
 * digest says so. The lines are in the order of the names' bytes, so equal lists have equal bytes.
 * Immutable.
 */
public final class ChecksumList {
  private static final BaseEncoding HEX = BaseEncoding.base16().ignoreCase();

  private final DigestAlgorithm algorithm;
  private final ImmutableSortedMap<ByteString, Digest> entries;

  private ChecksumList(DigestAlgorithm algorithm, SortedMap<ByteString, Digest> entries) {
    this.algorithm = algorithm;
    this.entries = ImmutableSortedMap.copyOfSorted(entries);
  }

  /**
   * Returns a list of these names and digests.
   *
   * @throws IllegalArgumentException if a digest is of another algorithm, or a name is empty or has
   *     a NUL
   */
  public static ChecksumList of(DigestAlgorithm algorithm, Map<ByteString, Digest> entries) {
    entries.forEach(
        (name, digest) -> {
          if (digest.algorithm() != algorithm || name.isEmpty() || indexOf(name, 0, '\0') >= 0) {
            throw new IllegalArgumentException("not for a list of checksums: " + name);
          }
        });
    return new ChecksumList(algorithm, new TreeMap<>(entries));
  }

  /**
   * Reads a list: names after two spaces or, as {@code sha256sum -b} writes them, a space and a
   * star; digests in either case; with comments, empty lines or carriage returns before line ends.
   *
   * @param source what errors call the list
   * @throws InvalidInputException if a line is anything else, or one name has two digests
   */
  public static ChecksumList parse(String source, DigestAlgorithm algorithm, byte[] bytes)
      throws InvalidInputException {
    ByteString text = ByteString.of(bytes);
    TreeMap<ByteString, Digest> entries = new TreeMap<>();
    int line = 0;
    for (int from = 0; from < text.length(); ) {
      line++;
      int end = indexOf(text, from, '\n');
      end = end < 0 ? text.length() : end;
      int to = end > from && text.at(end - 1) == '\r' ? end - 1 : end;
      if (to > from && text.at(from) != '#') {
        Position position = new Position(source, line, 1);
        read(text.substring(from, to), algorithm, position, entries);
      }
      from = end + 1;
    }
    return new ChecksumList(algorithm, entries);
  }

  private static void read(
      ByteString line,
      DigestAlgorithm algorithm,
      Position position,
      Map<ByteString, Digest> entries)
      throws InvalidInputException {
    boolean escaped = line.at(0) == '\\';
    int from = escaped ? 1 : 0;
    int to = from + algorithm.hexDigits();
    // Hex digits are ASCII, which Latin-1 leaves as it is.
    String hex =
        line.length() < to + 3
            ? ""
            : new String(line.toByteArray(), from, to - from, StandardCharsets.ISO_8859_1);
    if (hex.isEmpty()
        || !HEX.canDecode(hex)
        || line.at(to) != ' '
        || (line.at(to + 1) != ' ' && line.at(to + 1) != '*')) {
      throw fault(position, "not a line of a " + algorithm.label() + " list", algorithm);
    }
    ByteString name = line.substring(to + 2, line.length());
    if (escaped) {
      name = unescape(name, position, algorithm);
    }
    if (indexOf(name, 0, '\0') >= 0) {
      throw fault(position, "there is a NUL in the name", algorithm);
    }
    Digest digest = new Digest(algorithm, hex);
    Digest before = entries.put(name, digest);
    if (before != null && !before.equals(digest)) {
      throw fault(position, "another digest for " + name.display(), algorithm);
    }
  }

  private static ByteString unescape(ByteString name, Position position, DigestAlgorithm algorithm)
      throws InvalidInputException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(name.length());
    int i = 0;
    while (i < name.length()) {
      if (name.at(i) != '\\') {
        plain.write(name.at(i));
        i++;
        continue;
      }
      switch (i + 1 < name.length() ? name.at(i + 1) : 0) {
        case '\\' -> plain.write('\\');
        case 'n' -> plain.write('\n');
        case 'r' -> plain.write('\r');
        default -> throw fault(position, "a backslash that escapes nothing", algorithm);
      }
      i += 2;
    }
    return ByteString.of(plain.toByteArray());
  }

  private static InvalidInputException fault(
      Position position, String message, DigestAlgorithm algorithm) {
    return new InvalidInputException(
        position,
        message,
        "a line is " + algorithm.hexDigits() + " hex digits, two spaces and a name");
  }

  /** Returns the algorithm of all digests. */
  public DigestAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns the digests by name, in the order of the names' bytes. */
  public SortedMap<ByteString, Digest> entries() {
    return entries;
  }

  /** Returns the digest of a name, if it is in the list. */
  public Optional<Digest> get(String name) {
    return Optional.ofNullable(entries.get(ByteString.utf8(name)));
  }

  /**
   * Returns this list with the lines of another, which replace those of the same name.
   *
   * @throws IllegalArgumentException if the other is of another algorithm
   */
  public ChecksumList merge(ChecksumList newer) {
    if (newer.algorithm != algorithm) {
      throw new IllegalArgumentException(
          newer.algorithm.label() + " does not go into a list of " + algorithm.label());
    }
    TreeMap<ByteString, Digest> merged = new TreeMap<>(entries);
    merged.putAll(newer.entries);
    return new ChecksumList(algorithm, merged);
  }

  /** Returns the list's text; nothing for an empty list. */
  public byte[] toBytes() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    entries.forEach(
        (name, digest) -> {
          ByteArrayOutputStream escaped = new ByteArrayOutputStream(name.length());
          for (int i = 0; i < name.length(); i++) {
            switch (name.at(i)) {
              case '\\' -> escaped.writeBytes(new byte[] {'\\', '\\'});
              case '\n' -> escaped.writeBytes(new byte[] {'\\', 'n'});
              case '\r' -> escaped.writeBytes(new byte[] {'\\', 'r'});
              default -> escaped.write(name.at(i));
            }
          }
          String head = (escaped.size() > name.length() ? "\\" : "") + digest.hex() + "  ";
          text.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
          text.writeBytes(escaped.toByteArray());
          text.write('\n');
        });
    return text.toByteArray();
  }

  private static int indexOf(ByteString text, int from, char ascii) {
    for (int i = from; i < text.length(); i++) {
      if (text.at(i) == ascii) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChecksumList that
        && algorithm == that.algorithm
        && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Returns {@code sha256 list of 3}. */
  @Override
  public String toString() {
    return algorithm.label() + " list of " + entries.size();
  }
}
