package org.gitsnapshot.objects;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;

/** Which ids a repository on disk has. Thread-safe. */
public final class ObjectIds {
  /** JGit stops here when it collects the objects that begin with some digits. */
  private static final int SHORT_ID_LIMIT = 256;

  private final StoredRepository repository;
  private final String origin;
  private final DamageCare care;

  /**
   * Looks into a repository that stays the caller's.
   *
   * @param repository opened by {@link StoredRepository#open}
   * @param origin what messages call it
   * @param care hears of what is wrong with it
   */
  public ObjectIds(StoredRepository repository, String origin, DamageCare care) {
    this.repository = repository;
    this.origin = origin;
    this.care = care;
  }

  /** Returns how many digits tell an id from all others; see {@link History#uniqueDigits}. */
  public int uniqueDigits(Oid id, int least) throws IOException {
    return DamageReport.told(origin, care, () -> lookForUniqueDigits(id, least));
  }

  private int lookForUniqueDigits(Oid id, int least) throws IOException {
    String hex = id.hex();
    int needed = least;
    try (org.eclipse.jgit.lib.ObjectReader reader = repository.jgit().newObjectReader()) {
      while (needed < hex.length()) {
        Collection<ObjectId> similar =
            reader.resolve(AbbreviatedObjectId.fromString(hex.substring(0, needed)));
        if (similar.size() < SHORT_ID_LIMIT) {
          for (ObjectId other : similar) {
            needed = Math.max(needed, commonDigits(hex, other.name()) + 1);
          }
          break;
        }
        needed++; // Which all of so many objects need at least.
      }
    } catch (SnapshotException ours) {
      throw ours;
    } catch (IOException failed) {
      throw new UnavailableException(
          "cannot look for ids in " + origin + ": " + failed, null, failed);
    }
    return Math.min(needed, hex.length());
  }

  /** Returns 0 for the same id, which no number of digits tells from itself. */
  private static int commonDigits(String hex, String other) {
    int common = 0;
    while (common < hex.length() && hex.charAt(common) == other.charAt(common)) {
      common++;
    }
    return common == hex.length() ? 0 : common;
  }

  /** Returns how many different objects are in the packs of this repository alone. */
  public long countDistinct() throws IOException {
    return DamageReport.told(origin, care, this::count);
  }

  private long count() throws IOException {
    Collection<Pack> packs = ((ObjectDirectory) repository.jgit().getObjectDatabase()).getPacks();
    try {
      if (packs.size() == 1) {
        return packs.iterator().next().getIndex().getObjectCount();
      }
      return countMerged(packs);
    } catch (SnapshotException ours) {
      throw ours;
    } catch (IOException failed) {
      throw new UnavailableException(
          "cannot count the objects in " + origin + ": " + failed, null, failed);
    }
  }

  /** Each index is sorted, so the same id comes from all packs one after the other. */
  private static long countMerged(Collection<Pack> packs) throws IOException {
    PriorityQueue<Cursor> cursors = new PriorityQueue<>(Comparator.comparing(Cursor::id));
    for (Pack pack : packs) {
      addNext(cursors, pack.getIndex().iterator());
    }
    long count = 0;
    ObjectId last = null;
    for (Cursor first = cursors.poll(); first != null; first = cursors.poll()) {
      if (!first.id.equals(last)) {
        count++;
        last = first.id;
      }
      addNext(cursors, first.rest);
    }
    return count;
  }

  private record Cursor(ObjectId id, Iterator<PackIndex.MutableEntry> rest) {}

  private static void addNext(
      PriorityQueue<Cursor> cursors, Iterator<PackIndex.MutableEntry> rest) {
    if (rest.hasNext()) {
      cursors.add(new Cursor(rest.next().toObjectId(), rest));
    }
  }
}
