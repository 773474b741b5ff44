package org.gitsnapshot.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.Explanation;
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
 * <p>Lists and records are held in memory as they were when the manifest was read, so that those of
 * one publication go together. A manifest that cannot be read leaves the last good one in place.
 * Thread-safe.
 */
final class MirrorDirectory {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** The lists, and what they are. */
  private static final Map<String, String> LISTS =
      Map.of(
          MirrorManifest.FILE_NAME,
          JSON,
          MirrorManifest.FILE_NAME + ".sig",
          TEXT,
          MirrorLists.CHECKSUMS,
          TEXT,
          MirrorLists.SIGNATURE,
          TEXT,
          MirrorLists.INDEX,
          "text/html; charset=utf-8");

  private static final String TORRENT = ".torrent";

  /** The longest padding that can be asked for: less than the longest piece. */
  private static final int MAX_PADDING = (16 << 20) - 1;

  private static final Pattern PADDING = Pattern.compile("\\.pad/([1-9][0-9]{0,7})");

  /** How often the lists are looked at, at most. */
  private static final long LOOK_NANOS = 500_000_000;

  private final Path directory;
  private final Problems problems;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile long looked;
  private volatile State state;

  /**
   * What was read.
   *
   * @param marks what tells that a list has changed
   * @param files by name
   * @param torrents the names of the torrents, under which their files are found as well
   * @param count how many files the manifest has
   */
  private record State(
      List<Object> marks, Map<String, ServedFile> files, Set<String> torrents, int count) {}

  private MirrorDirectory(Path directory, Problems problems, State state) {
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
  static MirrorDirectory open(Path directory, Problems problems) throws SnapshotException {
    if (!Files.isDirectory(directory)) {
      throw new InvalidInputException(directory + ": no such directory", null);
    }
    try {
      Path real = directory.toRealPath();
      return new MirrorDirectory(real, problems, read(real, problems));
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(
          directory + " is no mirror: it has no " + MirrorManifest.FILE_NAME,
          "make one with: snapshot mirror --sources 'steps/*/sources' " + directory);
    } catch (SnapshotException told) {
      throw told;
    } catch (IOException e) {
      Explanation why = Explanation.of(e);
      throw new UnavailableException("cannot read " + why.message(), why.hint().orElse(null), e);
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
    return find(state, name);
  }

  /**
   * Returns what has this name by the lists as they are at this moment, for a file that is not as
   * {@link #find} said: whoever removes or changes one says so there before. It costs a look at the
   * manifest, and no more unless that has changed.
   */
  Optional<ServedFile> findNow(String name) {
    reading.lock();
    try {
      if (!state.marks().contains(mark(directory, MirrorManifest.FILE_NAME))) {
        refresh();
      }
    } finally {
      reading.unlock();
    }
    return find(state, name);
  }

  /**
   * A torrent's clients put its name between a web seed's URL and a file (BEP 19), and those that
   * do not know padding (BEP 47) ask for it too.
   */
  private Optional<ServedFile> find(State now, String name) {
    int slash = name.indexOf('/');
    boolean below = slash > 0 && now.torrents().contains(name.substring(0, slash));
    String plain = below ? name.substring(slash + 1) : name;
    ServedFile file = now.files().get(plain);
    if (file == null && !now.torrents().isEmpty()) {
      Matcher padding = PADDING.matcher(plain);
      if (padding.matches() && Integer.parseInt(padding.group(1)) <= MAX_PADDING) {
        return Optional.of(
            ServedFile.padding(directory.resolve(plain), Integer.parseInt(padding.group(1))));
      }
    }
    return Optional.ofNullable(file);
  }

  private void refresh() {
    List<Object> marks = marks(directory);
    if (marks.equals(state.marks())) {
      return;
    }
    try {
      state = read(directory, problems);
    } catch (IOException e) {
      problems.tell(
          "the mirror's lists have changed and cannot be read, so the old ones are served", e);
      state = new State(marks, state.files(), state.torrents(), state.count());
    }
  }

  private static List<Object> marks(Path directory) {
    List<String> names = new ArrayList<>(LISTS.keySet());
    names.addAll(torrents(directory));
    return names.stream().sorted().map(name -> mark(directory, name)).toList();
  }

  /** Size, time and identity of a list; a replaced file differs in the last at least. */
  private static Object mark(Path directory, String name) {
    try {
      BasicFileAttributes list =
          Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
      return List.of(name, list.size(), list.lastModifiedTime(), String.valueOf(list.fileKey()));
    } catch (IOException absent) {
      return name;
    }
  }

  private static State read(Path directory, Problems problems) throws IOException {
    // The marks are taken first: what changes while it is read is read again.
    List<Object> marks = marks(directory);
    Map<String, ServedFile> files = new HashMap<>();
    Path source = directory.resolve(MirrorManifest.FILE_NAME);
    for (Map.Entry<String, String> list : LISTS.entrySet()) {
      Path path = directory.resolve(list.getKey());
      // Without another list there is the rest to serve; without the manifest there is nothing.
      if (path.equals(source)) {
        files.put(list.getKey(), held(path, list.getValue()));
      } else {
        ifServed(path, list.getValue(), problems).ifPresent(held -> files.put(list.getKey(), held));
      }
    }
    Set<String> torrents = new HashSet<>();
    for (String name : torrents(directory)) {
      Optional<ServedFile> torrent =
          ifServed(directory.resolve(name), "application/x-bittorrent", problems);
      if (torrent.isPresent()) {
        files.put(name, torrent.get());
        torrents.add(name.substring(0, name.length() - TORRENT.length()));
      }
    }
    byte[] json =
        Objects.requireNonNull(files.get(MirrorManifest.FILE_NAME)).content().orElseThrow();
    MirrorManifest manifest = MirrorManifestJson.parse(source.toString(), json);
    for (String name : Records.names(directory, manifest)) {
      ifServed(directory.resolve(name), JSON, problems).ifPresent(held -> files.put(name, held));
    }
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
    return new State(marks, files, torrents, manifest.files().size());
  }

  private static List<String> torrents(Path directory) {
    List<String> torrents = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + TORRENT)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (MirrorFile.isPlainName(name) && Files.isRegularFile(file)) {
          torrents.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException gone) {
      // A directory that cannot be listed has no torrents; its files may still be read.
    }
    return torrents;
  }

  /** Returns a list if it is there, and not one that a symbolic link would fetch from outside. */
  private static Optional<ServedFile> ifServed(Path path, String type, Problems problems)
      throws IOException {
    try {
      Path unused = RealFile.of(path);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      problems.tellOnce("cannot serve " + path, "", e);
      return Optional.empty();
    }
    try {
      return Optional.of(held(path, type));
    } catch (NoSuchFileException gone) {
      // Just now, as a signature goes before its list; what comes after it is another mark.
      return Optional.empty();
    }
  }

  private static ServedFile held(Path path, String type) throws IOException {
    Path real = RealFile.of(path);
    Instant modified = Files.getLastModifiedTime(real).toInstant();
    try (InputStream in = Files.newInputStream(real)) {
      byte[] bytes = in.readNBytes(MirrorManifestJson.MAX_BYTES + 1);
      Digest digest =
          Digest.of(
              DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newMessageDigest().digest(bytes));
      return new ServedFile(
          path, bytes.length, digest.hex(), Optional.of(modified), type, Optional.of(bytes));
    } catch (FileSystemException named) {
      throw named;
    } catch (IOException e) {
      FileSystemException named = new FileSystemException(path.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }
}
