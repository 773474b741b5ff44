package org.gitsnapshot.objects;

import java.io.IOException;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * The header of an annotated tag.
 *
 * @param target the object that it tags, which may be a tag again
 * @param type what it says of its kind
 * @param name the name it gives itself
 * @param time the tagger's seconds since 1970 as an unsigned number, 0 without a tagger
 */
public record TagObject(Oid target, ByteString type, ByteString name, long time) {
  /** Far beyond any real tag's message. */
  private static final int LIMIT = 64 << 20;

  private static final ByteString TAG = ByteString.utf8("tag");

  /**
   * Reads a tag.
   *
   * @throws CorruptObjectException if it is not a tag or does not have the lines of one
   */
  public static TagObject read(ObjectReader reader, Oid id) throws IOException {
    return parse(id, reader.read(id, ObjectType.TAG, LIMIT));
  }

  /**
   * Reads the lines that each tag has in one order: object, type, tag, and for all but the oldest
   * tagger.
   *
   * @throws CorruptObjectException if one is missing
   */
  static TagObject parse(Oid id, byte[] object) throws CorruptObjectException {
    HeaderLines lines = new HeaderLines(object);
    Oid target = lines.takeId("object ");
    ByteString type = target == null ? null : lines.take("type ");
    ByteString name = type == null ? null : lines.take("tag ");
    if (target == null || type == null || name == null) {
      throw new CorruptObjectException("tag " + id + " does not begin as a tag does", null);
    }
    long time = lines.startsWith("tagger ") ? lines.time() : 0;
    return new TagObject(target, type, name, time);
  }

  /**
   * Returns what an object leads to if it is a tag, through tags of tags; else itself.
   *
   * @throws CorruptObjectException if a tag is none, or the last one's object is there and not what
   *     it says
   */
  public static Oid peel(ObjectReader reader, Oid object) throws IOException {
    if (reader.typeOf(object) != ObjectType.TAG) {
      return object;
    }
    // Ids are hashes, so there is no circle to be caught in.
    TagObject read = read(reader, object);
    Oid last = object;
    while (read.type.equals(TAG)) {
      last = read.target();
      read = read(reader, last);
    }
    requireType(reader, last, read);
    return read.target();
  }

  private static void requireType(ObjectReader reader, Oid id, TagObject tag) throws IOException {
    ObjectType type;
    try {
      type = reader.typeOf(tag.target());
    } catch (UnavailableException absent) {
      return;
    }
    if (!tag.type.equals(ByteString.utf8(type.gitName()))) {
      throw new CorruptObjectException(
          "tag "
              + id
              + " says that its object is a "
              + tag.type.display()
              + ", which is a "
              + type.gitName(),
          null);
    }
  }
}
