package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.ObjectStore;

/**
 * One bare repository of the cache.
 *
 * <p>Readers take no lock: objects are only ever added, and a commit is recorded, by a ref of its
 * id, after everything its tree needs is there. Writers hold the lock.
 */
final class CacheRepository {
  /** Self-contained, so that no other configuration matters, and never collected. */
  private static final String CONFIG =
      """
      [core]
      \trepositoryformatversion = 0
      \tfilemode = true
      \tbare = true
      \tlogAllRefUpdates = false
      [gc]
      \tauto = 0
      \tautoPackLimit = 0
      [maintenance]
      \tauto = false
      [receive]
      \tautogc = false
      """;

  private static final String RECORDS = "refs/snapshots/";

  private final Path directory;
  private final String origin;

  /**
   * Names a repository of the cache, which need not be there yet.
   *
   * @param options where the cache is
   * @param name its directory's name without {@code .git}
   * @param origin what messages call it: where its objects come from
   */
  CacheRepository(AcquireOptions options, String name, String origin) {
    this.directory = options.cache().resolve("repositories").resolve(name + ".git");
    this.origin = origin + " (cached in " + directory + ")";
  }

  Path directory() {
    return directory;
  }

  /** What is done to a repository of the cache while nobody else writes to it. */
  interface Work<T> {
    /** Does it. */
    T on(OpenRepository repository) throws IOException;
  }

  /**
   * Waits for the right to write to it, opens it, and does something to it; makes it if it is not
   * there, and takes away what a process that was killed has left.
   */
  <T> T write(AcquireListener listener, Work<T> work) throws IOException {
    CacheLock lock = CacheLock.acquire(Path.of(directory + ".lock"), listener);
    try (lock) {
      prepare();
      try (OpenRepository repository = open()) {
        return work.on(repository);
      }
    }
  }

  /** Returns whether it was ever made. */
  boolean exists() {
    return Files.isRegularFile(directory.resolve("config"));
  }

  /** Opens it for reading; it must exist. */
  OpenRepository open() throws IOException {
    return OpenRepository.open(directory, origin);
  }

  /** Returns a store with this commit, if the commit is recorded as complete. */
  Optional<ObjectStore> find(Oid commit) throws IOException {
    if (!exists() || !Files.exists(directory.resolve(RECORDS + commit))) {
      return Optional.empty();
    }
    try (OpenRepository repository = open()) {
      return repository.has(commit) ? Optional.of(repository.newStore()) : Optional.empty();
    }
  }

  /** Returns whether there is an object of this id, complete or not. */
  boolean has(Oid id) throws IOException {
    if (!exists()) {
      return false;
    }
    try (OpenRepository repository = open()) {
      return repository.has(id);
    }
  }

  private void prepare() throws OutputException {
    try {
      if (exists()) {
        removeLeftovers();
      } else {
        create();
      }
    } catch (IOException failed) {
      throw new OutputException(
          "cannot write the cache: " + failed.getMessage(),
          "choose another cache directory",
          failed);
    }
  }

  /** Records a commit that was found to be complete; for use in {@link #write} only. */
  void record(Oid commit) throws IOException {
    writeWhole(directory.resolve(RECORDS + commit), commit.hex() + "\n");
  }

  /** Returns a file beside git's own that notes something about the repository. */
  Path note(String name) {
    return directory.resolve(name);
  }

  /** Writes a note; see {@link #note}. For use in {@link #write} only. */
  void writeNote(String name, String text) throws IOException {
    writeWhole(note(name), text);
  }

  private void create() throws IOException {
    for (String part :
        List.of("objects/pack", "objects/info", "refs/heads", "refs/tags", RECORDS)) {
      Files.createDirectories(directory.resolve(part));
    }
    writeWhole(directory.resolve("HEAD"), "ref: refs/heads/main\n");
    // Last, since its being there says that the rest is.
    writeWhole(directory.resolve("config"), CONFIG);
  }

  /** Puts a file in its place at once, so that a reader sees all of it or none. */
  private static void writeWhole(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".lock");
    Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Under the lock nobody else writes, so every temporary file is a dead process's. */
  private void removeLeftovers() throws IOException {
    try (Stream<Path> top = Files.list(directory);
        Stream<Path> refs = Files.walk(directory.resolve("refs"));
        Stream<Path> objects = Files.walk(directory.resolve("objects"), 2)) {
      List<Path> leftovers =
          Stream.concat(Stream.concat(top, refs), objects)
              .filter(CacheRepository::isTemporary)
              .toList();
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  /** Lock files, packs being received, loose objects being written, indexes of dumb servers. */
  private static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".lock")
        || name.endsWith(".walkidx")
        || name.startsWith("incoming_")
        || (name.startsWith("noz") && name.endsWith(".tmp"));
  }
}
