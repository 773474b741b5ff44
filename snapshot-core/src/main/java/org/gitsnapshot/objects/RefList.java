package org.gitsnapshot.objects;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * The refs of a repository at one moment. Immutable.
 *
 * @param refs those below {@code refs/}, sorted by the bytes of their names
 * @param head what HEAD holds or leads to; nothing where there is none, or its branch has no commit
 * @param headName the full name of the ref that HEAD is symbolic for, through however many steps;
 *     nothing if it is not symbolic or that is not known
 */
public record RefList(List<NamedRef> refs, Optional<NamedRef> head, Optional<ByteString> headName) {
  /** What HEAD is called. */
  public static final ByteString HEAD = ByteString.utf8("HEAD");

  /** Sorts the refs. */
  public RefList {
    refs = refs.stream().sorted(Comparator.comparing(NamedRef::name)).toList();
  }

  /**
   * A ref.
   *
   * @param name its full name
   * @param target the id it holds: of a commit, an annotated tag, or what else there may be
   * @param peeled what an annotated tag leads to in the end; the target itself if it is no tag
   */
  public record NamedRef(ByteString name, Oid target, Oid peeled) {
    /** Returns whether the ref holds an annotated tag. */
    public boolean isAnnotated() {
      return !target.equals(peeled);
    }
  }
}
