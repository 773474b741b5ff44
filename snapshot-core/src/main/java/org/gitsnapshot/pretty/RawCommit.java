package org.gitsnapshot.pretty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;

/** The headers of a commit object that are the same in every encoding. */
final class RawCommit {
  private final byte[] object;

  RawCommit(byte[] object) {
    this.object = object;
  }

  /**
   * Returns the root tree.
   *
   * @throws CorruptObjectException if the object does not begin with it
   */
  Oid tree() throws CorruptObjectException {
    return id("tree ", 0);
  }

  /** Returns the parents. */
  List<Oid> parents() throws CorruptObjectException {
    List<Oid> parents = new ArrayList<>();
    int at = lineEnd(object, 0);
    while (Ascii.startsWith(object, at, object.length, "parent ")) {
      parents.add(id("parent ", at));
      at = lineEnd(object, at);
    }
    return parents;
  }

  /** Returns whether a signature for this kind of repository is among the headers. */
  boolean isSigned(ObjectFormat format) {
    String header = format == ObjectFormat.SHA1 ? "gpgsig" : "gpgsig-sha256";
    return headerValue(object, header) != null;
  }

  private Oid id(String label, int at) throws CorruptObjectException {
    int start = at + label.length();
    int end = Ascii.indexOf(object, '\n', at, object.length);
    String hex = start <= end ? Ascii.text(object, start, end) : "";
    if (!Ascii.startsWith(object, at, object.length, label) || !Oid.isHex(hex)) {
      throw new CorruptObjectException(
          "the commit has no well-formed " + label.strip() + " line", null);
    }
    return Oid.fromHex(hex);
  }

  /** Returns the value of the first header line of a name, or null if there is none. */
  static byte @Nullable [] headerValue(byte[] object, String name) {
    int at = 0;
    while (at < object.length && object[at] != '\n') {
      int end = Ascii.indexOf(object, '\n', at, object.length);
      if (Ascii.startsWith(object, at, end, name + " ")) {
        return Arrays.copyOfRange(object, at + name.length() + 1, end);
      }
      at = end + 1;
    }
    return null;
  }

  /** Returns the index behind the next line feed, or the length. */
  static int lineEnd(byte[] bytes, int from) {
    return Math.min(bytes.length, Ascii.indexOf(bytes, '\n', from, bytes.length) + 1);
  }
}
