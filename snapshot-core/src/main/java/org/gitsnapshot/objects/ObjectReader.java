package org.gitsnapshot.objects;

import java.io.IOException;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;

/** Reads objects and proves each against its id. For one thread at a time. */
public interface ObjectReader extends AutoCloseable {
  /**
   * Returns a whole object's bytes.
   *
   * @param limit the most bytes it may have
   * @throws org.gitsnapshot.error.UnavailableException if the repository does not have it
   * @throws org.gitsnapshot.error.CorruptObjectException if it is damaged, of another type, or its
   *     bytes are not those of its id
   * @throws org.gitsnapshot.error.LimitExceededException if it is longer than {@code limit}
   */
  byte[] read(Oid id, ObjectType type, int limit) throws IOException;

  /**
   * Returns a whole object's bytes, of which there may be as many as a limit says; see {@link
   * #read(Oid, ObjectType, int)}.
   *
   * @throws LimitExceededException if it is longer; the hint names the limit
   */
  default byte[] read(Oid id, ObjectType type, Limits limits, Limit limit) throws IOException {
    try {
      return read(id, type, (int) limits.of(limit));
    } catch (LimitExceededException tooLong) {
      // With a hint of its own it is another limit: memory.
      throw tooLong.hint().isPresent() ? tooLong : limits.exceeded(limit, tooLong.getMessage());
    }
  }

  /** Returns whether there is an object of this id, complete or not. */
  boolean has(Oid id) throws IOException;

  /** Returns the type of an object, from its header alone. */
  ObjectType typeOf(Oid id) throws IOException;

  /**
   * Opens a blob of any size for one reading; its {@link Content#writeTo} rehashes as it writes.
   *
   * @throws org.gitsnapshot.error.UnavailableException if the repository does not have it
   * @throws org.gitsnapshot.error.CorruptObjectException if it is damaged or not a blob
   */
  Content blob(Oid id) throws IOException;

  /**
   * Returns a blob's bytes, or null if it is long enough to be read with {@link #blob} in pieces.
   *
   * @throws org.gitsnapshot.error.UnavailableException if the repository does not have it
   * @throws org.gitsnapshot.error.CorruptObjectException if it is damaged, no blob, or its bytes
   *     are not those of its id
   */
  byte @Nullable [] readShortBlob(Oid id) throws IOException;

  @Override
  void close();
}
