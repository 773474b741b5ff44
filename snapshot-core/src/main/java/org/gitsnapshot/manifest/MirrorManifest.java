package org.gitsnapshot.manifest;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What a mirror has: its files, where they came from, and digests for every part of them.
 *
 * <p>Nothing of the machine or the moment is in it but the URL that a download came from, so
 * mirrors that made the same snapshots agree byte for byte on them. {@link MirrorManifestJson}
 * writes and reads it. Immutable.
 */
public final class MirrorManifest {
  /** What the {@code schema} member of the JSON says. */
  public static final String SCHEMA = "git-snapshot/mirror/1";

  /** The name it has in a mirror. */
  public static final String FILE_NAME = "manifest.json";

  private final ImmutableSortedMap<ByteString, MirrorFile> files;

  private MirrorManifest(SortedMap<ByteString, MirrorFile> files) {
    this.files = ImmutableSortedMap.copyOfSorted(files);
  }

  /**
   * Returns a manifest of these files, in the order of their names' bytes.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static MirrorManifest of(Collection<MirrorFile> files) {
    TreeMap<ByteString, MirrorFile> byName = new TreeMap<>();
    for (MirrorFile file : files) {
      MirrorFile before = byName.put(ByteString.utf8(file.name()), file);
      MirrorFile.check(before == null, "two files are called " + file.name());
    }
    return new MirrorManifest(byName);
  }

  /**
   * Joins the manifests of shards, or of mirrors, into one with the files of all.
   *
   * <p>Where several have a file, the one that tells most of it is taken, and among equals the one
   * whose JSON comes first, so the order of the manifests does not matter.
   *
   * @param manifests by what errors call them
   * @throws InvalidInputException if two give one name to files with different bytes or raw tars
   */
  public static MirrorManifest merge(Map<String, MirrorManifest> manifests)
      throws InvalidInputException {
    TreeMap<ByteString, MirrorFile> merged = new TreeMap<>();
    TreeMap<ByteString, String> sources = new TreeMap<>();
    for (Map.Entry<String, MirrorManifest> manifest : manifests.entrySet()) {
      for (Map.Entry<ByteString, MirrorFile> entry : manifest.getValue().files.entrySet()) {
        MirrorFile file = entry.getValue();
        MirrorFile before = merged.get(entry.getKey());
        if (before == null) {
          merged.put(entry.getKey(), file);
          sources.put(entry.getKey(), manifest.getKey());
        } else {
          checkSame(before, file, sources.get(entry.getKey()), manifest.getKey());
          merged.put(entry.getKey(), MirrorManifestJson.moreTelling(before, file));
        }
      }
    }
    return new MirrorManifest(merged);
  }

  private static void checkSame(
      MirrorFile before, MirrorFile file, @Nullable String first, String second)
      throws InvalidInputException {
    boolean sameBytes =
        before.size() == file.size()
            && before.sha256().equals(file.sha256())
            && (before.sha512().isEmpty()
                || file.sha512().isEmpty()
                || before.sha512().equals(file.sha512()));
    boolean sameTar =
        before.tar().isEmpty() || file.tar().isEmpty() || before.tar().equals(file.tar());
    if (!sameBytes || !sameTar) {
      throw new InvalidInputException(
          file.name()
              + " is not the same in "
              + first
              + " and "
              + second
              + (sameBytes ? ": the same bytes, with different raw tars" : ""),
          "find out which is right with: snapshot agree " + first + " " + second);
    }
  }

  /** Returns the files, in the order of their names' bytes. */
  public Collection<MirrorFile> files() {
    return files.values();
  }

  /** Returns the file of this name, if there is one. */
  public Optional<MirrorFile> file(String name) {
    return Optional.ofNullable(files.get(ByteString.utf8(name)));
  }

  /** Returns the list for {@code SHA256SUMS}. */
  public ChecksumList checksums() {
    TreeMap<ByteString, Digest> digests = new TreeMap<>();
    files.forEach((name, file) -> digests.put(name, file.sha256()));
    return ChecksumList.of(DigestAlgorithm.SHA256, digests);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MirrorManifest that && files.equals(that.files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  /** Returns {@code manifest of 3 files}. */
  @Override
  public String toString() {
    return "manifest of " + files.size() + " files";
  }
}
