package org.gitsnapshot.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;

/**
 * What a mirror's directory has to serve, by name; read again when its lists change.
 *
 * <p>The lists are held in memory as they were when the manifest was read, so that those of one
 * publication go together. A manifest that cannot be read leaves the last good one in place.
 * Thread-safe.
 */
final class MirrorDirectory {
  private static final String TEXT = "text/plain; charset=utf-8";

  /** The lists, and what they are. */
  private static final Map<String, String> LISTS =
      Map.of(
          MirrorManifest.FILE_NAME,
          "application/json",
          MirrorManifest.FILE_NAME + ".sig",
          TEXT,
          MirrorLists.CHECKSUMS,
          TEXT,
          MirrorLists.CHECKSUMS + ".sig",
          TEXT,
          MirrorLists.INDEX,
          "text/html; charset=utf-8");

  /** How often the lists are looked at, at most. */
  private static final long LOOK_NANOS = 500_000_000;

  private final Path directory;
  private final Consumer<String> problems;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile long looked;
  private volatile State state;

  /**
   * What was read.
   *
   * @param marks what tells that a list has changed
   * @param files by name
   * @param count how many files the manifest has
   */
  private record State(List<Object> marks, Map<String, ServedFile> files, int count) {}

  private MirrorDirectory(Path directory, Consumer<String> problems, State state) {
    this.directory = directory;
    this.problems = problems;
    this.state = state;
    this.looked = System.nanoTime();
  }

  /**
   * Opens a mirror's directory.
   *
   * @throws SnapshotException if it has no manifest, or one that cannot be read
   */
  static MirrorDirectory open(Path directory, Consumer<String> problems) throws SnapshotException {
    if (!Files.isDirectory(directory)) {
      throw new InvalidInputException(directory + ": no such directory", null);
    }
    try {
      Path real = directory.toRealPath();
      return new MirrorDirectory(real, problems, read(real));
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(
          directory + " is no mirror: it has no " + MirrorManifest.FILE_NAME,
          "make one with: snapshot mirror --sources 'steps/*/sources' " + directory);
    } catch (SnapshotException told) {
      throw told;
    } catch (IOException e) {
      throw new UnavailableException("cannot read " + directory + ": " + e.getMessage(), null, e);
    }
  }

  int count() {
    return state.count();
  }

  /** Returns what has this name. */
  Optional<ServedFile> find(String name) {
    long now = System.nanoTime();
    if (now - looked >= LOOK_NANOS && reading.tryLock()) {
      try {
        looked = now;
        refresh();
      } finally {
        reading.unlock();
      }
    }
    return Optional.ofNullable(state.files().get(name));
  }

  private void refresh() {
    List<Object> marks = marks(directory);
    if (marks.equals(state.marks())) {
      return;
    }
    try {
      state = read(directory);
    } catch (IOException e) {
      problems.accept(
          "the mirror's lists have changed and cannot be read, so the old ones are served: "
              + e.getMessage());
      state = new State(marks, state.files(), state.count());
    }
  }

  /** Size, time and identity of each list; a replaced file differs in the last at least. */
  private static List<Object> marks(Path directory) {
    List<Object> marks = new ArrayList<>();
    for (String name : LISTS.keySet().stream().sorted().toList()) {
      try {
        BasicFileAttributes list =
            Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
        marks.add(
            List.of(name, list.size(), list.lastModifiedTime(), String.valueOf(list.fileKey())));
      } catch (IOException absent) {
        marks.add(name);
      }
    }
    return marks;
  }

  private static State read(Path directory) throws IOException {
    // The marks are taken first: what changes while it is read is read again.
    List<Object> marks = marks(directory);
    Map<String, ServedFile> files = new HashMap<>();
    for (Map.Entry<String, String> list : LISTS.entrySet()) {
      Path path = directory.resolve(list.getKey());
      if (Files.isRegularFile(path)) {
        files.put(list.getKey(), held(path, list.getValue()));
      }
    }
    if (!files.containsKey(MirrorManifest.FILE_NAME)) {
      throw new NoSuchFileException(MirrorManifest.FILE_NAME);
    }
    byte[] json =
        Objects.requireNonNull(files.get(MirrorManifest.FILE_NAME)).content().orElseThrow();
    Path source = directory.resolve(MirrorManifest.FILE_NAME);
    MirrorManifest manifest = MirrorManifestJson.parse(source.toString(), json);
    for (MirrorFile file : manifest.files()) {
      files.put(
          file.name(),
          new ServedFile(
              directory.resolve(file.name()),
              file.size(),
              file.sha256().hex(),
              Optional.empty(),
              "application/octet-stream",
              Optional.empty()));
    }
    return new State(marks, files, manifest.files().size());
  }

  private static ServedFile held(Path path, String type) throws IOException {
    Instant modified = Files.getLastModifiedTime(path).toInstant();
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MirrorManifestJson.MAX_BYTES + 1);
      Digest digest =
          Digest.of(
              DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newMessageDigest().digest(bytes));
      return new ServedFile(
          path, bytes.length, digest.hex(), Optional.of(modified), type, Optional.of(bytes));
    }
  }
}
