package org.gitsnapshot.acquire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * What stands before the pack in a bundle, as gitformat-bundle(5) describes it.
 *
 * @param prerequisites the commits whose objects the bundle leaves out
 * @param refs the names it has, with the ids of what they point to
 * @param filter the filter by which objects were left out, if any
 */
record BundleHeader(List<Oid> prerequisites, Map<ByteString, Oid> refs, Optional<String> filter) {
  private static final String V2 = "# v2 git bundle";
  private static final String V3 = "# v3 git bundle";
  private static final int SIGNATURE_LENGTH = V2.length() + 1;

  /** A line has an id and a ref name or a commit's subject; this is beyond any. */
  private static final int LINE_LIMIT = 64 * 1024;

  private static final int HEX = 40;

  /** Returns whether a file that begins with these bytes is a bundle. */
  static boolean isBundle(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.startsWith(V2 + "\n") || text.startsWith(V3 + "\n");
  }

  /** Returns how many bytes {@link #isBundle} looks at. */
  static int signatureLength() {
    return SIGNATURE_LENGTH;
  }

  /** Returns the refs with their names as people write them. */
  Map<String, Oid> refsByText() {
    Map<String, Oid> named = new LinkedHashMap<>();
    refs.forEach((name, id) -> named.put(name.display(), id));
    return named;
  }

  /**
   * Reads a header; the stream is then where the pack begins.
   *
   * @param name the bundle's name, for messages
   * @throws CorruptObjectException if it is cut off or malformed
   * @throws UnsupportedException if it asks for what is not known here
   */
  static BundleHeader read(InputStream in, String name) throws IOException {
    String signature = readLine(in, name);
    if (!signature.equals(V2) && !signature.equals(V3)) {
      throw new CorruptObjectException(name + " is not a git bundle of version 2 or 3", null);
    }
    List<Oid> prerequisites = new ArrayList<>();
    Map<ByteString, Oid> refs = new LinkedHashMap<>();
    Optional<String> filter = Optional.empty();
    for (String line = readLine(in, name); !line.isEmpty(); line = readLine(in, name)) {
      if (line.startsWith("@")) {
        Optional<String> given = readCapability(line.substring(1), name);
        filter = given.isPresent() ? given : filter;
      } else if (line.startsWith("-")) {
        prerequisites.add(readId(line.substring(1), name));
      } else {
        Oid id = readId(line, name);
        if (line.length() < HEX + 2) {
          throw malformed(name, line);
        }
        byte[] ref = line.substring(HEX + 1).getBytes(StandardCharsets.ISO_8859_1);
        refs.put(ByteString.of(ref), id);
      }
    }
    return new BundleHeader(prerequisites, refs, filter);
  }

  private static Optional<String> readCapability(String capability, String name)
      throws UnsupportedException {
    if (capability.equals("object-format=sha1")) {
      return Optional.empty();
    }
    if (capability.startsWith("filter=")) {
      return Optional.of(capability.substring("filter=".length()));
    }
    throw new UnsupportedException(
        "bundle " + name + " needs \"" + capability + "\", which is not supported",
        "make it without, from a SHA-1 repository");
  }

  private static Oid readId(String line, String name) throws CorruptObjectException {
    if (line.length() < HEX
        || !Oid.isHex(line.substring(0, HEX))
        || (line.length() > HEX && line.charAt(HEX) != ' ')) {
      throw malformed(name, line);
    }
    return Oid.fromHex(line.substring(0, HEX));
  }

  private static CorruptObjectException malformed(String name, String line) {
    String shown = line.substring(0, Math.min(line.length(), 80)).replaceAll("\\p{Cntrl}", "?");
    return new CorruptObjectException(
        "bundle " + name + " has a malformed header line: " + shown, null);
  }

  /** Returns a line with a character for each byte. */
  private static String readLine(InputStream in, String name) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new CorruptObjectException(
            "bundle " + name + " is cut off in its header", null, new EOFException());
      }
      if (c == '\n') {
        return line.toString();
      }
      if (line.length() == LINE_LIMIT) {
        throw malformed(name, line.toString());
      }
      line.append((char) c);
    }
  }
}
