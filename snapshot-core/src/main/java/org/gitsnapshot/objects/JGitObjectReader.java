package org.gitsnapshot.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackMismatchException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.FileLimit;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.odb.FewFiles;
import org.jspecify.annotations.Nullable;

/** Reads objects with JGit and believes nothing that their hash does not confirm. */
final class JGitObjectReader implements ObjectReader {
  /**
   * Objects stored whole and at least this long are streamed; shorter ones are inflated into
   * memory, which is quicker and lets them be proved before their first byte is handed on.
   */
  static final int STREAM_THRESHOLD = 1 << 20;

  /** The longest that {@link #readShortBlob} reads whole if it can be streamed. */
  private static final int SHORT_BLOB = 8 << 20;

  private static final int BUFFER_SIZE = 1 << 16;

  private final Repository repository;
  private final String origin;
  private final DamageCare care;
  private final org.eclipse.jgit.lib.ObjectReader reader;
  private final ObjectFailures failures;
  private final ObjectHasher hasher = new ObjectHasher(ObjectFormat.SHA1);
  private final byte[] buffer = new byte[BUFFER_SIZE];

  /** What large objects are streamed from that are in a pack with a damaged one. */
  private final List<Repository> openedAfresh = new ArrayList<>();

  JGitObjectReader(Repository repository, String origin, DamageCare care) {
    this.repository = repository;
    this.origin = origin;
    this.care = care;
    this.failures = new ObjectFailures(repository, origin, care);
    this.reader = repository.newObjectReader();
    PackInflaters.offer();
    reader.setStreamFileThreshold(STREAM_THRESHOLD);
  }

  @Override
  public byte[] read(Oid id, ObjectType type, int limit) throws IOException {
    ObjectLoader loader = open(id);
    requireType(id, type, loader);
    long size = loader.getSize();
    if (size > limit) {
      throw new LimitExceededException(
          type.gitName()
              + " "
              + id
              + " in "
              + origin
              + " has "
              + size
              + " bytes, more than "
              + limit,
          null);
    }
    return proved(id, type, loader.isLarge() ? readLarge(id, loader) : loader.getCachedBytes());
  }

  private byte[] readLarge(Oid id, ObjectLoader loader) throws IOException {
    byte[] bytes = new byte[(int) loader.getSize()];
    try (InputStream in = loader.openStream()) {
      int length = in.readNBytes(bytes, 0, bytes.length);
      if (length < bytes.length || in.read() >= 0) {
        throw failures.damaged(id, null);
      }
    } catch (IOException | RuntimeException failed) {
      throw failures.of(id, failed);
    }
    return bytes;
  }

  @Override
  public boolean has(Oid id) throws IOException {
    ObjectId object = ObjectId.fromRaw(id.toByteArray());
    try {
      // No class is loaded for this alone: where no file can be opened, none could be.
      if (repository.getObjectDatabase().has(object)) {
        return true;
      }
    } catch (IOException | RuntimeException | StackOverflowError failed) {
      throw DamageReport.of(origin, care, failed);
    }
    if (!FileLimit.areNearlyAllTaken()) {
      return false;
    }
    // Without files to open JGit finds nothing in packs.
    FewFiles.makeRoom();
    if (RepositoryDamage.isPresent(repository, id)) {
      return true;
    }
    throw failures.fewFiles(id, null);
  }

  @Override
  public ObjectType typeOf(Oid id) throws IOException {
    return typeOf(open(id));
  }

  @Override
  public Content blob(Oid id) throws IOException {
    ObjectLoader loader = open(id);
    requireType(id, ObjectType.BLOB, loader);
    return new Blob(id, loader);
  }

  @Override
  public byte @Nullable [] readShortBlob(Oid id) throws IOException {
    ObjectLoader loader = open(id);
    requireType(id, ObjectType.BLOB, loader);
    if (loader.isLarge() && loader.getSize() > SHORT_BLOB) {
      return null;
    }
    byte[] bytes = loader.isLarge() ? readLarge(id, loader) : loader.getCachedBytes();
    return proved(id, ObjectType.BLOB, bytes);
  }

  private byte[] proved(Oid id, ObjectType type, byte[] bytes) throws CorruptObjectException {
    hasher.begin(type, bytes.length);
    hasher.update(bytes, 0, bytes.length);
    requireMatch(id);
    return bytes;
  }

  @Override
  public void close() {
    reader.close();
    openedAfresh.forEach(Repository::close);
  }

  private ObjectLoader open(Oid id) throws IOException {
    if (id.format() != ObjectFormat.SHA1) {
      throw new UnsupportedException(
          "object " + id + " is named by SHA-256, and JGit cannot read SHA-256 repositories",
          "use a SHA-1 copy of the repository");
    }
    try {
      return openInAnyPack(ObjectId.fromRaw(id.toByteArray()));
    } catch (OutOfMemoryError tooLarge) {
      if (Explanation.isAboutThreads(tooLarge)) {
        throw tooLarge;
      }
      throw failures.tooLarge(id, tooLarge);
    } catch (MissingObjectException missing) {
      if (FileLimit.areNearlyAllTaken()) {
        FewFiles.makeRoom();
      }
      return openPutAside(id, missing);
    } catch (IOException failed) {
      if (FewFiles.isReasonOf(failed)) {
        FewFiles.makeRoom();
        return openPutAside(id, failed);
      }
      throw failures.of(id, failed);
    } catch (RuntimeException failed) {
      throw failures.notOpened(id, failed);
    }
  }

  /** From a pack that is not its index's JGit goes on to others only when it is asked again. */
  private ObjectLoader openInAnyPack(ObjectId id) throws IOException {
    try {
      return reader.open(id);
    } catch (PackMismatchException putAside) {
      try {
        return reader.open(id);
      } catch (MissingObjectException nowhereElse) {
        throw putAside;
      }
    }
  }

  /**
   * Opens an object of a pack that JGit has put aside, since another object in it is damaged: who
   * reads several at once shall hear of that one, and of no other. Or no file could be opened, and
   * now it can.
   */
  private ObjectLoader openPutAside(Oid id, IOException missing) throws SnapshotException {
    try {
      if (RepositoryDamage.isPresent(repository, id)) {
        return openAfresh(id);
      }
    } catch (MissingObjectException again) {
      throw failures.notOpened(id, again);
    } catch (IOException | RuntimeException damaged) {
      throw failures.of(id, damaged);
    }
    throw failures.of(id, missing);
  }

  private ObjectLoader openAfresh(Oid id) throws IOException {
    Repository fresh = RepositoryDamage.fresh(repository);
    boolean used = false;
    try {
      ObjectLoader loader = fresh.open(ObjectId.fromRaw(id.toByteArray()));
      // One that is short has been read.
      used = loader.isLarge();
      return loader;
    } finally {
      if (used) {
        openedAfresh.add(fresh);
      } else {
        fresh.close();
      }
    }
  }

  private void requireType(Oid id, ObjectType wanted, ObjectLoader loader)
      throws CorruptObjectException {
    ObjectType type = typeOf(loader);
    if (type != wanted) {
      throw new CorruptObjectException(
          "object "
              + id
              + " in "
              + origin
              + " is a "
              + type.gitName()
              + ", not a "
              + wanted.gitName(),
          null);
    }
  }

  private static ObjectType typeOf(ObjectLoader loader) {
    return switch (loader.getType()) {
      case Constants.OBJ_COMMIT -> ObjectType.COMMIT;
      case Constants.OBJ_TREE -> ObjectType.TREE;
      case Constants.OBJ_BLOB -> ObjectType.BLOB;
      case Constants.OBJ_TAG -> ObjectType.TAG;
      default -> throw new IllegalStateException("JGit loaded an object of no known type");
    };
  }

  private void requireMatch(Oid id) throws CorruptObjectException {
    if (!hasher.matches(id)) {
      throw failures.otherHash(id);
    }
  }

  /** One blob, opened but not yet proved. */
  private final class Blob implements Content {
    private final Oid id;
    private final ObjectLoader loader;

    Blob(Oid id, ObjectLoader loader) {
      this.id = id;
      this.loader = loader;
    }

    @Override
    public long size() {
      return loader.getSize();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      if (loader.isLarge()) {
        hasher.begin(ObjectType.BLOB, loader.getSize());
        stream(out);
        requireMatch(id);
      } else {
        out.write(proved(id, ObjectType.BLOB, loader.getCachedBytes()));
      }
    }

    private void stream(OutputStream out) throws IOException {
      long left = loader.getSize();
      try (InputStream in = openStream()) {
        while (true) {
          int length = read(in);
          if (length < 0) {
            break;
          }
          left -= length;
          if (left < 0) {
            throw failures.damaged(id, null);
          }
          hasher.update(buffer, 0, length);
          out.write(buffer, 0, length);
        }
      }
      if (left != 0) {
        throw failures.damaged(id, null);
      }
    }

    private InputStream openStream() throws SnapshotException {
      try {
        return loader.openStream();
      } catch (IOException | RuntimeException failed) {
        throw failures.of(id, failed);
      }
    }

    /** Failures of the reading side are the object's; those of the writing side are not. */
    private int read(InputStream in) throws SnapshotException {
      try {
        return in.read(buffer);
      } catch (IOException | RuntimeException failed) {
        throw failures.of(id, failed);
      }
    }
  }
}
