package org.gitsnapshot.objects;

import java.io.IOException;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.odb.HostileObjectException;
import org.gitsnapshot.odb.ObjectFileReader;
import org.gitsnapshot.odb.RawObject;
import org.jspecify.annotations.Nullable;

/**
 * Takes objects straight from a repository's files, and proves them; what is not there, or is not
 * what it should be, is left to JGit, which also says what is wrong; but not where the process may
 * open no more files, for which JGit would call packs damaged, or their objects missing.
 */
final class QuickObjectReader implements ObjectReader {
  private final StoredRepository repository;
  private final ObjectFileReader files;
  private final String origin;
  private final DamageCare care;
  private final ObjectHasher hasher = new ObjectHasher(ObjectFormat.SHA1);
  private @Nullable JGitObjectReader thorough;

  /**
   * Reads a repository's objects, for as long as it is open.
   *
   * @param origin where they come from, for messages
   * @param care hears of what is wrong with the repository
   */
  QuickObjectReader(StoredRepository repository, String origin, DamageCare care) {
    this.repository = repository;
    this.files = repository.files().newReader();
    this.origin = origin;
    this.care = care;
  }

  private JGitObjectReader thorough() throws IOException {
    if (thorough == null) {
      thorough =
          DamageReport.told(
              origin, care, () -> new JGitObjectReader(repository.jgit(), origin, care));
    }
    return thorough;
  }

  @Override
  public byte[] read(Oid id, ObjectType type, int limit) throws IOException {
    byte[] bytes = readProved(id, type);
    return bytes == null || bytes.length > limit ? thorough().read(id, type, limit) : bytes;
  }

  @Override
  public boolean has(Oid id) throws IOException {
    return (id.format() == ObjectFormat.SHA1 && files.has(id.toByteArray())) || thorough().has(id);
  }

  @Override
  public ObjectType typeOf(Oid id) throws IOException {
    ObjectType type = null;
    if (id.format() == ObjectFormat.SHA1) {
      try {
        type = type(files.typeOf(id.toByteArray()));
      } catch (HostileObjectException hostile) {
        throw damaged(id, hostile);
      }
    }
    return type == null ? thorough().typeOf(id) : type;
  }

  @Override
  public Content blob(Oid id) throws IOException {
    byte[] bytes = readProved(id, ObjectType.BLOB);
    return bytes == null ? thorough().blob(id) : Content.of(bytes);
  }

  @Override
  public byte @Nullable [] readShortBlob(Oid id) throws IOException {
    byte[] bytes = readProved(id, ObjectType.BLOB);
    return bytes == null ? thorough().readShortBlob(id) : bytes;
  }

  private byte @Nullable [] readProved(Oid id, ObjectType type) throws SnapshotException {
    if (id.format() != ObjectFormat.SHA1) {
      return null;
    }
    RawObject object;
    try {
      object = files.read(id.toByteArray());
    } catch (HostileObjectException hostile) {
      throw damaged(id, hostile);
    }
    if (object == null || type(object.type()) != type) {
      return null;
    }
    byte[] bytes = object.bytes();
    hasher.begin(type, bytes.length);
    hasher.update(bytes, 0, bytes.length);
    return hasher.matches(id) ? bytes : null;
  }

  private CorruptObjectException damaged(Oid id, HostileObjectException hostile) {
    return new CorruptObjectException(
        "object " + id + " in " + origin + " is damaged: " + hostile.getMessage(),
        care.damaged(),
        hostile);
  }

  private static @Nullable ObjectType type(int ofPacks) {
    return switch (ofPacks) {
      case 1 -> ObjectType.COMMIT;
      case 2 -> ObjectType.TREE;
      case 3 -> ObjectType.BLOB;
      case 4 -> ObjectType.TAG;
      default -> null;
    };
  }

  @Override
  public void close() {
    files.close();
    if (thorough != null) {
      thorough.close();
    }
  }
}
