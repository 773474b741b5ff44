package org.gitsnapshot.objects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;

/**
 * What of a commit's header links it with others.
 *
 * @param tree the root tree
 * @param parents the parents in their order
 * @param time the committer's seconds since 1970 as an unsigned number; 0 if git would not
 *     understand the line
 */
public record CommitLinks(Oid tree, List<Oid> parents, long time) {
  /** Far beyond any real commit. */
  private static final int LIMIT = 64 << 20;

  /** Copies the list. */
  public CommitLinks {
    parents = List.copyOf(parents);
  }

  /**
   * Reads a commit.
   *
   * @throws CorruptObjectException if it is not one or does not begin as one
   */
  public static CommitLinks read(ObjectReader reader, Oid id) throws IOException {
    return parse(id, reader.read(id, ObjectType.COMMIT, LIMIT));
  }

  /**
   * Reads the bytes of a commit, which the caller has hashed.
   *
   * @throws CorruptObjectException if they do not begin as a commit does
   */
  public static CommitLinks parse(Oid id, byte[] object) throws CorruptObjectException {
    HeaderLines lines = new HeaderLines(object);
    Oid tree = lines.takeId("tree ");
    if (tree == null) {
      throw new CorruptObjectException("commit " + id + " does not begin with its tree", null);
    }
    List<Oid> parents = new ArrayList<>(2);
    while (lines.startsWith("parent ")) {
      Oid parent = lines.takeId("parent ");
      if (parent == null) {
        throw new CorruptObjectException("commit " + id + " has a malformed parent", null);
      }
      parents.add(parent);
    }
    return new CommitLinks(tree, parents, time(lines));
  }

  private static long time(HeaderLines lines) {
    if (!lines.startsWith("author")) {
      return 0;
    }
    lines.skip();
    return lines.startsWith("committer") ? lines.time() : 0;
  }
}
