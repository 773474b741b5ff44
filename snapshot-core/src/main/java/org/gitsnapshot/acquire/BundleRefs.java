package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;
import org.gitsnapshot.objects.TagObject;

/** The refs that a bundle's header has. */
final class BundleRefs {
  private static final ByteString BRANCHES = ByteString.utf8("refs/heads/");
  private static final ByteString REPLACEMENTS = ByteString.utf8("refs/replace/");

  private BundleRefs() {}

  /**
   * Returns the refs. A header does not say what HEAD is symbolic for: it is the branch of its id,
   * and not known if there are several.
   *
   * @param repository where the bundle's objects are
   */
  static RefList of(BundleHeader header, OpenRepository repository) throws IOException {
    List<NamedRef> refs = new ArrayList<>();
    Optional<NamedRef> head = Optional.empty();
    try (ObjectReader reader = repository.newReader()) {
      for (Map.Entry<ByteString, Oid> ref : header.refs().entrySet()) {
        Oid target = ref.getValue();
        NamedRef named = new NamedRef(ref.getKey(), target, TagObject.peel(reader, target));
        if (named.name().equals(RefList.HEAD)) {
          head = Optional.of(named);
        } else if (!named.name().startsWith(REPLACEMENTS)) {
          refs.add(named);
        }
      }
    }
    return new RefList(refs, head, head.flatMap(ref -> onlyBranch(refs, ref.target())));
  }

  private static Optional<ByteString> onlyBranch(List<NamedRef> refs, Oid target) {
    List<ByteString> branches =
        refs.stream()
            .filter(ref -> ref.target().equals(target) && ref.name().startsWith(BRANCHES))
            .map(NamedRef::name)
            .toList();
    return branches.size() == 1 ? Optional.of(branches.get(0)) : Optional.empty();
  }
}
