package org.gitsnapshot.odb;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gitsnapshot.error.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects of up to 8 MiB; longer ones are not found. For one thread at a time.
 *
 * <p>A thread that is interrupted while it reads finds nothing, and others may not for once.
 */
public final class ObjectFileReader implements AutoCloseable {
  private final ObjectFiles files;
  private @Nullable LooseObjects loose;
  private @Nullable PackReader reader;
  private @Nullable PackList list;

  /** The packs, those first that had what was asked for last. */
  private PackFile[] packs = {};

  /** For what is read of their indexes. */
  private ByteBuffer room = ByteBuffer.allocate(0);

  /** Where what was found begins. */
  private long offset;

  ObjectFileReader(ObjectFiles files) {
    this.files = files;
  }

  /**
   * Returns an object, or null if it is not found.
   *
   * @param id the 20 bytes of its id
   * @throws HostileObjectException if nobody else should try to read it
   * @throws UnavailableException if the process may open no more files, others neither
   */
  public @Nullable RawObject read(byte[] id) throws HostileObjectException, UnavailableException {
    try {
      PackFile pack = find(id);
      if (pack == null) {
        RawObject object = loose().read(files.directories(), id);
        if (object != null) {
          return object;
        }
        pack = findInOthers(id);
      }
      return pack == null ? null : packReader().read(pack, offset);
    } catch (HostileObjectException | UnavailableException forAll) {
      throw forAll;
    } catch (IOException | RuntimeException failed) {
      return null;
    } catch (OutOfMemoryError full) {
      // Whoever is asked next needs what there is.
      close();
      return null;
    }
  }

  /**
   * Returns the type of an object as {@link RawObject} has it, or 0 if it is not found.
   *
   * @param id the 20 bytes of its id
   * @throws HostileObjectException if nobody else should try to read it
   * @throws UnavailableException if the process may open no more files, others neither
   */
  public int typeOf(byte[] id) throws HostileObjectException, UnavailableException {
    try {
      PackFile pack = find(id);
      if (pack == null) {
        int type = loose().typeOf(files.directories(), id);
        if (type != 0) {
          return type;
        }
        pack = findInOthers(id);
      }
      return pack == null ? 0 : packReader().typeOf(pack, offset);
    } catch (HostileObjectException | UnavailableException forAll) {
      throw forAll;
    } catch (IOException | RuntimeException failed) {
      return 0;
    }
  }

  /**
   * Returns whether an object is found, of any length, complete or not.
   *
   * @param id the 20 bytes of its id
   * @throws UnavailableException if the process may open no more files, others neither
   */
  public boolean has(byte[] id) throws UnavailableException {
    try {
      return find(id) != null
          || LooseObjects.has(files.directories(), id)
          || findInOthers(id) != null;
    } catch (UnavailableException forAll) {
      throw forAll;
    } catch (IOException | RuntimeException failed) {
      return false;
    }
  }

  private PackReader packReader() {
    if (reader == null) {
      reader = new PackReader(room);
    }
    return reader;
  }

  private LooseObjects loose() {
    if (loose == null) {
      loose = new LooseObjects();
    }
    return loose;
  }

  /** Looks through the packs; sets {@link #offset}. */
  private @Nullable PackFile find(byte[] id) throws IOException {
    if (list == null) {
      use(files.packs());
    }
    for (int i = 0; i < packs.length; i++) {
      PackFile pack = packs[i];
      offset = pack.find(id, room);
      if (offset >= 0) {
        System.arraycopy(packs, 0, packs, 1, i);
        packs[0] = pack;
        return pack;
      }
    }
    return null;
  }

  /** Looks through the packs once more, if others have been added since. */
  private @Nullable PackFile findInOthers(byte[] id) throws IOException {
    PackList now = files.packsNow();
    if (now == list) {
      return null;
    }
    use(now);
    return find(id);
  }

  private void use(PackList now) {
    list = now;
    packs = now.packs().toArray(new PackFile[0]);
    if (packs.length > 0 && room.capacity() == 0) {
      room = ByteBuffer.allocateDirect(PackIndex.ROOM);
    }
  }

  /** Leaves all memory to others. */
  @Override
  public void close() {
    if (loose != null) {
      loose.close();
      loose = null;
    }
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
