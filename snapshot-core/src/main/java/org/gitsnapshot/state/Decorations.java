package org.gitsnapshot.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;

/** The names of one commit, in the order and form of {@code git archive}. */
final class Decorations {
  private static final ByteString SEPARATOR = ByteString.utf8(", ");
  private static final ByteString TAG = ByteString.utf8("tag: ");
  private static final ByteString ARROW = ByteString.utf8(" -> ");
  private static final ByteString BRANCHES = ByteString.utf8("refs/heads/");
  private static final ByteString TAGS = ByteString.utf8("refs/tags/");

  /** The places whose names git shortens; of all others it shows the whole. */
  private static final List<ByteString> SHORTENED =
      List.of(BRANCHES, TAGS, ByteString.utf8("refs/remotes/"));

  private Decorations() {}

  /** Returns the names, separated by commas; empty if there are none. */
  static ByteString of(RefList refs, Oid commit) {
    Optional<NamedRef> arrow = branchOfHead(refs, commit);
    List<ByteString> names = new ArrayList<>();
    for (NamedRef ref : refs.refs()) {
      if (ref.peeled().equals(commit) && !Optional.of(ref).equals(arrow)) {
        names.add(form(ref));
      }
    }
    refs.head()
        .filter(head -> head.peeled().equals(commit))
        .map(head -> form(head).concat(arrow.map(Decorations::pointedAt).orElse(ByteString.EMPTY)))
        .ifPresent(names::add);
    Collections.reverse(names);
    return ByteString.join(SEPARATOR, names);
  }

  /** Returns the branch that is shown behind an arrow after HEAD and not by itself. */
  private static Optional<NamedRef> branchOfHead(RefList refs, Oid commit) {
    // Where HEAD or the branch holds a tag, which only plumbing can make it do, both are shown.
    return refs.head().filter(head -> head.target().equals(commit)).isEmpty()
        ? Optional.empty()
        : refs.refs().stream()
            .filter(ref -> ref.target().equals(commit))
            .filter(ref -> ref.name().startsWith(BRANCHES))
            .filter(ref -> refs.headName().filter(ref.name()::equals).isPresent())
            .findFirst();
  }

  private static ByteString pointedAt(NamedRef branch) {
    return ARROW.concat(form(branch));
  }

  private static ByteString form(NamedRef ref) {
    ByteString name = shorten(ref.name());
    return ref.isAnnotated() || ref.name().startsWith(TAGS) ? TAG.concat(name) : name;
  }

  private static ByteString shorten(ByteString name) {
    for (ByteString place : SHORTENED) {
      if (name.startsWith(place)) {
        return name.substring(place.length(), name.length());
      }
    }
    return name;
  }
}
