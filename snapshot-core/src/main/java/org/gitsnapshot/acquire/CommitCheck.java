package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a repository has a commit and everything its tree needs, or all of that but the
 * blobs.
 *
 * <p>Commit and trees are read and rehashed; of blobs only their presence is asked. Submodules are
 * other repositories' business.
 */
final class CommitCheck {
  private static final int ID_LENGTH = 20;
  private static final int TYPE_MASK = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final Set<Integer> BLOBS = Set.of(0100000, 0120000);

  private final ObjectReader reader;
  private final String origin;
  private final boolean blobs;
  private final Limits limits;
  private final Set<Oid> seen = new HashSet<>();
  private final Deque<Oid> trees = new ArrayDeque<>();

  private CommitCheck(ObjectReader reader, String origin, boolean blobs, Limits limits) {
    this.reader = reader;
    this.origin = origin;
    this.blobs = blobs;
    this.limits = limits;
  }

  /**
   * Checks one commit.
   *
   * @throws InvalidInputException if the id is that of another kind of object
   * @throws UnavailableException if something is missing
   * @throws CorruptObjectException if something is damaged
   */
  static void requireComplete(ObjectReader reader, Oid commit, String origin, Limits limits)
      throws IOException {
    require(new CommitCheck(reader, origin, true, limits), commit);
  }

  /** Checks one commit as {@link #requireComplete}, but asks for no blob. */
  static void requireTrees(ObjectReader reader, Oid commit, String origin, Limits limits)
      throws IOException {
    require(new CommitCheck(reader, origin, false, limits), commit);
  }

  private static void require(CommitCheck check, Oid commit) throws IOException {
    check.requireCommit(commit);
    byte[] bytes = check.reader.read(commit, ObjectType.COMMIT, check.limits, Limit.COMMIT_BYTES);
    check.trees.push(idAfter("tree ", bytes, commit));
    while (!check.trees.isEmpty()) {
      check.checkTree(check.trees.pop(), commit);
    }
  }

  /** Checks that there is an object of this id, and that it is a commit. */
  static void requireCommit(ObjectReader reader, Oid commit, String origin, Limits limits)
      throws IOException {
    new CommitCheck(reader, origin, false, limits).requireCommit(commit);
  }

  /** Refuses an id that is not a commit's, and says which commit may have been meant. */
  private void requireCommit(Oid id) throws IOException {
    if (!reader.has(id)) {
      throw new UnavailableException(origin + " does not have commit " + id, null);
    }
    ObjectType type = reader.typeOf(id);
    if (type == ObjectType.COMMIT) {
      return;
    }
    String hint = null;
    if (type == ObjectType.TAG) {
      byte[] tag = reader.read(id, ObjectType.TAG, limits, Limit.COMMIT_BYTES);
      hint = "it tags " + idAfter("object ", tag, id);
    }
    throw new InvalidInputException(
        "object " + id + " in " + origin + " is a " + type.gitName() + ", not a commit", hint);
  }

  /** Reads the id on the first line of a commit or a tag. */
  private static Oid idAfter(String key, byte[] bytes, Oid of) throws CorruptObjectException {
    int end = key.length() + 2 * ID_LENGTH;
    if (bytes.length > end) {
      String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
      String hex = line.substring(key.length());
      if (line.startsWith(key) && Oid.isHex(hex)) {
        return Oid.fromHex(hex);
      }
    }
    throw new CorruptObjectException(
        "object " + of + " does not begin with \"" + key.strip() + "\" and an id", null);
  }

  private void checkTree(Oid tree, Oid commit) throws IOException {
    byte[] bytes;
    try {
      bytes = reader.read(tree, ObjectType.TREE, limits, Limit.TREE_BYTES);
    } catch (UnavailableException missing) {
      throw incomplete("tree", tree, commit, missing);
    }
    int at = 0;
    while (at < bytes.length) {
      int mode = 0;
      for (; at < bytes.length && bytes[at] != ' '; at++) {
        mode = (mode << 3) + (bytes[at] - '0');
      }
      while (at < bytes.length && bytes[at] != 0) {
        at++;
      }
      int idAt = at + 1;
      at = idAt + ID_LENGTH;
      if (at > bytes.length) {
        throw new CorruptObjectException("tree " + tree + " in " + origin + " is malformed", null);
      }
      checkEntry(mode, Oid.of(bytes, idAt, at), commit);
    }
  }

  private void checkEntry(int mode, Oid id, Oid commit) throws IOException {
    // Of a mode git looks at the type alone, and takes what it does not know for a submodule.
    int type = mode & TYPE_MASK;
    if (type == DIRECTORY) {
      if (seen.add(id)) {
        trees.push(id);
      }
    } else if (blobs && BLOBS.contains(type) && seen.add(id) && !reader.has(id)) {
      throw incomplete("blob", id, commit, null);
    }
  }

  private UnavailableException incomplete(
      String kind, Oid id, Oid commit, @Nullable Throwable cause) {
    return new UnavailableException(
        origin + " has commit " + commit + " but not its " + kind + " " + id,
        "it is a partial clone or damaged: use a full copy",
        cause);
  }
}
