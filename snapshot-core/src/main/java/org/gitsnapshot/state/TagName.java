package org.gitsnapshot.state;

import java.io.IOException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.RefList.NamedRef;
import org.gitsnapshot.objects.TagObject;
import org.jspecify.annotations.Nullable;

/** A tag as a name for the commit that it leads to. Its object is read only when it must be. */
final class TagName {
  private final NamedRef ref;
  private final ByteString shortName;
  private @Nullable TagObject object;

  /**
   * Creates a name.
   *
   * @param shortName the ref's name without {@code refs/tags/}
   */
  TagName(NamedRef ref, ByteString shortName) {
    this.ref = ref;
    this.shortName = shortName;
  }

  boolean isAnnotated() {
    return ref.isAnnotated();
  }

  /** Returns whether git takes this name for a commit that has the other one already. */
  boolean isBetterThan(TagName other, ObjectReader reader) throws IOException {
    if (!isAnnotated() || !other.isAnnotated()) {
      return isAnnotated() && !other.isAnnotated();
    }
    return Long.compareUnsigned(object(reader).time(), other.object(reader).time()) > 0;
  }

  /** Returns the name that is shown: an annotated tag's own one, whatever its ref is called. */
  ByteString shown(ObjectReader reader) throws IOException {
    return isAnnotated() ? object(reader).name() : shortName;
  }

  /** Returns whether an annotated tag calls itself otherwise than its ref does. */
  boolean isMisnamed(ObjectReader reader) throws IOException {
    return isAnnotated() && !object(reader).name().equals(shortName);
  }

  /** Returns the object that the ref's tag tags, which may be a tag again. */
  Oid tagged(ObjectReader reader) throws IOException {
    return isAnnotated() ? object(reader).target() : ref.target();
  }

  private TagObject object(ObjectReader reader) throws IOException {
    if (object == null) {
      object = TagObject.read(reader, ref.target());
    }
    return object;
  }
}
