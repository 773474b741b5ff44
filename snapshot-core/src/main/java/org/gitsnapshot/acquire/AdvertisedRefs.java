package org.gitsnapshot.acquire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;

/**
 * What a server says of its refs, as {@code git clone --bare} takes it, and as a text that the
 * cache keeps.
 */
final class AdvertisedRefs {
  private static final ByteString MASTER = ByteString.utf8("refs/heads/master");

  /** Stands for no name in the text; no ref is called so. */
  private static final String NONE = "-";

  private AdvertisedRefs() {}

  /**
   * Returns the branches, the tags and HEAD.
   *
   * @param names tells the bytes of their names
   */
  static RefList asCloned(Collection<Ref> advertised, RawNames names) {
    List<NamedRef> refs = new ArrayList<>();
    Optional<NamedRef> head = Optional.empty();
    Optional<ByteString> headName = Optional.empty();
    for (Ref ref : advertised) {
      if (ref.getObjectId() == null) {
        continue;
      }
      if (ref.getName().equals(Constants.HEAD)) {
        head = Optional.of(named(ref, names));
        headName =
            ref.isSymbolic() ? Optional.of(names.of(ref.getLeaf().getName())) : Optional.empty();
      } else if (ref.getName().startsWith(Constants.R_HEADS)
          || ref.getName().startsWith(Constants.R_TAGS)) {
        refs.add(named(ref, names));
      }
    }
    RefList list = new RefList(refs, head, headName);
    return head.isEmpty() || headName.isPresent()
        ? list
        : new RefList(refs, head, guess(list, head.get().target()));
  }

  private static NamedRef named(Ref ref, RawNames names) {
    Oid target = OpenRepository.toOid(ref.getObjectId());
    Oid peeled =
        ref.getPeeledObjectId() == null ? target : OpenRepository.toOid(ref.getPeeledObjectId());
    return new NamedRef(names.of(ref.getName()), target, peeled);
  }

  /**
   * Returns the branch that git makes HEAD symbolic for when the server does not say: one of the
   * same id, {@code master} before others.
   */
  private static Optional<ByteString> guess(RefList refs, Oid head) {
    List<ByteString> branches =
        refs.refs().stream()
            .filter(ref -> ref.target().equals(head))
            .map(NamedRef::name)
            .filter(name -> name.startsWith(ByteString.utf8(Constants.R_HEADS)))
            .toList();
    return branches.contains(MASTER) ? Optional.of(MASTER) : branches.stream().findFirst();
  }

  /** Returns a line for what HEAD is symbolic for, and one for each ref, HEAD among them. */
  static String toText(RefList list) {
    StringBuilder text = new StringBuilder();
    text.append(list.headName().map(ByteString::display).orElse(NONE)).append('\n');
    list.head().ifPresent(head -> append(head, text));
    list.refs().forEach(ref -> append(ref, text));
    return text.toString();
  }

  private static void append(NamedRef ref, StringBuilder text) {
    text.append(ref.target()).append(' ').append(ref.peeled()).append(' ');
    text.append(ref.name().display()).append('\n');
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static RefList fromText(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("no line");
    }
    List<NamedRef> refs = new ArrayList<>();
    Optional<NamedRef> head = Optional.empty();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(" ", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("not a ref: " + line);
      }
      ByteString name = ByteString.ofDisplay(parts[2]);
      NamedRef ref = new NamedRef(name, Oid.fromHex(parts[0]), Oid.fromHex(parts[1]));
      if (name.equals(RefList.HEAD)) {
        head = Optional.of(ref);
      } else {
        refs.add(ref);
      }
    }
    Optional<ByteString> headName =
        Optional.of(lines.get(0)).filter(name -> !name.equals(NONE)).map(ByteString::ofDisplay);
    return new RefList(refs, head, headName);
  }
}
