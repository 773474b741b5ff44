package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.DirectoryLock;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.sign.SshSigner;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a mirror has: its lists, each replaced whole, after the files that they name are
 * there and before those that they name no longer are removed. What they say of a file that is
 * replaced goes before.
 *
 * <p>Under the directory's lock the lists are read, changed and replaced, so shards can share a
 * directory. Used by one thread.
 */
final class Publishing {
  private static final String SIGNATURE = MirrorLists.SIGNATURE;
  private static final String MANIFEST_SUFFIX = ".manifest.json";

  private final Path directory;
  private final Consumer<String> waiting;
  private final Optional<SshSigner> signer;
  private @Nullable Read last;

  /** What an operator should know of lists that were changed before the last time. */
  private final List<String> earlierNotes = new ArrayList<>();

  /**
   * Publishes in a directory, which exists.
   *
   * @param waiting takes what to tell while another process changes the lists
   */
  Publishing(Path directory, Optional<SshSigner> signer, Consumer<String> waiting) {
    this.directory = directory;
    this.waiting = waiting;
    this.signer = signer;
  }

  /**
   * What shall be published.
   *
   * @param there the files that are there and right
   * @param gone the names of those that are wanted and not there
   * @param keep the names of all that is wanted, by other shards too
   * @param prune whether what is not among those is removed
   */
  record Change(List<MirrorFile> there, Set<String> gone, Set<String> keep, boolean prune) {}

  /**
   * What was done.
   *
   * @param changed whether any list changed
   * @param removed the names of the files that were removed
   * @param notes what an operator should know
   */
  record Result(boolean changed, List<String> removed, List<String> notes) {}

  /**
   * A manifest as it was read.
   *
   * @param sha256 the digest of its bytes
   */
  private record Read(Digest sha256, MirrorManifest manifest) {}

  /**
   * Returns what the directory's manifest tells; nothing where there is none. Bytes that were read
   * before are not taken apart again.
   *
   * @throws org.gitsnapshot.error.InvalidInputException if it is not one
   */
  MirrorManifest present() throws IOException {
    Path file = directory.resolve(MirrorManifest.FILE_NAME);
    Optional<byte[]> bytes = read(file);
    if (bytes.isEmpty()) {
      return MirrorManifest.of(List.of());
    }
    Digest sha256 =
        Digest.of(
            DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newMessageDigest().digest(bytes.get()));
    if (last == null || !last.sha256().equals(sha256)) {
      last = new Read(sha256, MirrorManifestJson.parse(file.toString(), bytes.get()));
    }
    return last.manifest();
  }

  /**
   * Takes out of the lists what they say of files that are about to be made, unless it is what they
   * will be, so that at no moment they have a digest that is not the file's.
   *
   * @param next the digests they will have, where that is known
   */
  void withdraw(Map<String, Optional<Digest>> next) throws IOException {
    Set<String> stale = new HashSet<>();
    for (MirrorFile file : present().files()) {
      Optional<Digest> sha256 = next.get(file.name());
      if (sha256 != null && !sha256.equals(Optional.of(file.sha256()))) {
        stale.add(file.name());
      }
    }
    if (!stale.isEmpty()) {
      earlierNotes.addAll(publish(new Change(List.of(), stale, Set.of(), false)).notes());
    }
  }

  /** Publishes a change. */
  Result publish(Change change) throws IOException {
    try (DirectoryLock lock = DirectoryLock.acquire(directory, waiting)) {
      Map<String, MirrorFile> files = new TreeMap<>();
      List<String> removed = new ArrayList<>();
      for (MirrorFile file : present().files()) {
        String name = file.name();
        if (change.prune() && !change.keep().contains(name)) {
          removed.add(name);
        } else if (!change.gone().contains(name) && isThere(file)) {
          files.put(name, file);
        }
      }
      change.there().forEach(file -> files.put(file.name(), file));
      List<String> notes = new ArrayList<>(earlierNotes);
      boolean changed = replace(lists(MirrorManifest.of(files.values()), notes));
      for (String name : removed) {
        remove(name, change.keep());
      }
      return new Result(changed, removed, notes);
    }
  }

  /** A file that an operator removed by hand is not published on. */
  private boolean isThere(MirrorFile file) throws IOException {
    return Journal.Stamp.of(directory.resolve(file.name()))
        .filter(stamp -> stamp.size() == file.size())
        .isPresent();
  }

  /** Returns the lists in the order in which they appear; an empty one is one to be removed. */
  private Map<String, Optional<byte[]>> lists(MirrorManifest manifest, List<String> notes)
      throws IOException {
    Map<String, Optional<byte[]>> lists = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> list : MirrorLists.of(manifest).entrySet()) {
      lists.put(list.getKey(), Optional.of(list.getValue()));
      if (list.getKey().equals(MirrorLists.CHECKSUMS)) {
        lists.put(SIGNATURE, signature(list.getValue(), notes));
      }
    }
    return lists;
  }

  /** A signature of other checksums than those beside it is worse than none. */
  private Optional<byte[]> signature(byte[] checksums, List<String> notes) throws IOException {
    Optional<byte[]> before = read(directory.resolve(SIGNATURE));
    if (signer.isPresent()) {
      SshSigner key = signer.get();
      boolean signed =
          before
              .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
              .filter(text -> key.isSignature(checksums, text))
              .isPresent();
      return signed ? before : Optional.of(key.sign(checksums).getBytes(StandardCharsets.US_ASCII));
    }
    if (before.isPresent() && !is(MirrorLists.CHECKSUMS, checksums)) {
      notes.add(
          SIGNATURE + " was of the checksums before and is removed; sign again with --sign-key");
      return Optional.empty();
    }
    return before;
  }

  /**
   * Replaces the lists that differ: all are on the disk before the first appears. A signature goes
   * before its list is another: a run that is killed in between leaves a list without one, which
   * the next run signs, and never one with the signature of other bytes.
   */
  private boolean replace(Map<String, Optional<byte[]>> lists) throws IOException {
    List<AtomicFile> files = new ArrayList<>();
    byte[] checksums = lists.getOrDefault(MirrorLists.CHECKSUMS, Optional.empty()).orElseThrow();
    boolean others = !is(MirrorLists.CHECKSUMS, checksums);
    boolean changed = false;
    try {
      for (Map.Entry<String, Optional<byte[]>> list : lists.entrySet()) {
        // A signature that goes before its list is written again, also where it is the same.
        boolean goes = others && list.getKey().equals(SIGNATURE);
        if (list.getValue().isEmpty()) {
          changed |= withdraw(list.getKey());
        } else if (goes || !is(list.getKey(), list.getValue().get())) {
          AtomicFile file = AtomicFile.create(directory.resolve(list.getKey()));
          files.add(file);
          file.write(list.getValue().get());
          file.seal();
        }
      }
      if (others) {
        changed |= withdraw(SIGNATURE);
      }
      for (AtomicFile file : files) {
        file.publish();
      }
      return changed || !files.isEmpty();
    } finally {
      for (AtomicFile file : files) {
        file.close();
      }
    }
  }

  /** Removes a list, on the disk too; returns whether there was one. */
  private boolean withdraw(String name) throws OutputException {
    try {
      boolean removed = Files.deleteIfExists(directory.resolve(name));
      if (removed) {
        Directories.force(directory);
      }
      return removed;
    } catch (IOException e) {
      throw FailureReason.of("cannot remove " + directory.resolve(name), e);
    }
  }

  private boolean is(String name, byte[] bytes) throws OutputException {
    Path file = directory.resolve(name);
    try {
      PlainFile.check(file);
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (NoSuchFileException absent) {
      return false;
    } catch (IOException e) {
      throw FailureReason.of("cannot read " + file, e);
    }
  }

  /** Returns a list's bytes, or nothing where there is none. */
  static Optional<byte[]> read(Path file) throws OutputException {
    try {
      return Optional.of(PlainFile.read(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw FailureReason.of("cannot read " + file, e);
    }
  }

  /** Removes a file, its record, and the manifest of its snapshot unless another file has it. */
  private void remove(String name, Set<String> keep) throws OutputException {
    try {
      Files.deleteIfExists(directory.resolve(name));
      for (int dot = name.length(); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        String manifest = name.substring(0, dot) + MANIFEST_SUFFIX;
        if (!keep.contains(manifest)) {
          Files.deleteIfExists(directory.resolve(manifest));
        }
      }
    } catch (IOException e) {
      throw FailureReason.of("cannot remove " + directory.resolve(name), e);
    }
  }
}
