package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.DamageReport;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.PlainFile;

/**
 * One bare repository of the cache.
 *
 * <p>Readers take no lock: objects are only ever added, and a commit is recorded, by a ref of its
 * id, after everything its tree needs is there and on the disk. Writers hold the lock; whoever gets
 * it first removes what a killed one left, and empties a repository that does not look as it was
 * made ({@link CacheCheck}), or that has proved damaged ({@link CacheDamage}).
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
      \tfsyncObjectFiles = true
      \tfsyncRefFiles = true
      [gc]
      \tauto = 0
      \tautoPackLimit = 0
      \tautoDetach = false
      [maintenance]
      \tauto = false
      [receive]
      \tautogc = false
      """;

  private static final String RECORDS = "refs/snapshots/";

  /** The ids of tips whose history is here. */
  static final String HISTORIES = "complete-histories";

  private final Path directory;
  private final String origin;
  private final boolean offline;

  /**
   * Names a repository of the cache, which need not be there yet.
   *
   * @param options where the cache is, and whether what it has can be had again
   * @param name its directory's name without {@code .git}
   * @param origin what messages call it: where its objects come from
   * @throws UnavailableException if there is no cache
   */
  CacheRepository(AcquireOptions options, String name, String origin) throws UnavailableException {
    Path cache =
        options
            .cache()
            .orElseThrow(
                () ->
                    new UnavailableException(
                        "there is no place to keep what comes from "
                            + origin
                            + ": the user has no home directory, and neither --cache nor an"
                            + " absolute XDG_CACHE_HOME is given",
                        "give --cache DIR"));
    this.directory = cache.resolve("repositories").resolve(name + ".git");
    this.origin = origin + " (cached in " + directory + ")";
    this.offline = options.offline();
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
   * there, and takes away what a process that was killed has left. Where that fails, and it turns
   * out to be damaged, or to have been removed, it is made anew, and it is tried once more.
   */
  <T> T write(AcquireListener listener, Work<T> work) throws IOException {
    try {
      return writeOnce(listener, work);
    } catch (IOException | RuntimeException failed) {
      if (!isToBeMadeAnew(failed)) {
        throw failed;
      }
      return writeOnce(listener, work);
    }
  }

  private <T> T writeOnce(AcquireListener listener, Work<T> work) throws IOException {
    CacheSweep.once(Directories.of(directory));
    CacheLock lock = CacheLock.acquire(Path.of(directory + ".lock"), listener);
    try (lock) {
      prepare();
      try (OpenRepository repository = open()) {
        return work.on(repository);
      }
    }
  }

  /** Returns whether something failed for the state of the repository, which is marked then. */
  private boolean isToBeMadeAnew(Exception failed) {
    if (!exists()) {
      return true;
    }
    // To read all of it takes long, and is for nothing while a server is down.
    boolean down = failed instanceof UnavailableException server && server.isPassing();
    if (!down
        && !(failed instanceof OutputException
            || failed instanceof InvalidInputException
            || failed instanceof LimitExceededException)) {
      // What JGit stumbles over in files of its own it tells as if the server were to blame.
      care(false).checkAll();
    }
    return CacheDamage.isMarked(directory);
  }

  /** Returns whether it was ever made, and all that makes it a repository is there. */
  boolean exists() {
    return Files.isRegularFile(directory.resolve("config"))
        && Files.isRegularFile(directory.resolve("HEAD"))
        && Files.isDirectory(directory.resolve("objects/pack"))
        && Files.isDirectory(directory.resolve(RECORDS));
  }

  /** Opens it for reading; it must exist. */
  OpenRepository open() throws IOException {
    return open(care(false));
  }

  private OpenRepository open(CacheDamage care) throws IOException {
    try {
      return DamageReport.told(origin, care, () -> OpenRepository.open(directory, origin))
          .with(care);
    } catch (SnapshotException failed) {
      throw exists()
          ? care.explained(failed)
          : new UnavailableException(
              directory + " was removed in the meantime", "run again", failed);
    }
  }

  private CacheDamage care(boolean complete) {
    return new CacheDamage(directory, complete, offline);
  }

  /**
   * Does something with it, if it is there and looks sound. What is damaged is left to the next
   * that writes, who makes it anew; offline nobody does, and what is good in it is still of use.
   *
   * @param complete whether it should have each object that it is asked for
   * @param look returns nothing if what is looked for is not there
   */
  <T> Optional<T> read(boolean complete, Work<Optional<T>> look) throws IOException {
    CacheDamage care = care(complete);
    if (!exists()
        || isLeftToWriters()
        || !DamageReport.told(origin, care, () -> CacheCheck.looksReadable(directory))) {
      return Optional.empty();
    }
    try (OpenRepository repository = open(care)) {
      return look.on(repository);
    } catch (SnapshotException failed) {
      if (exists() && !isLeftToWriters()) {
        throw failed;
      }
      return Optional.empty();
    }
  }

  private boolean isLeftToWriters() {
    return !offline && CacheDamage.isMarked(directory);
  }

  /** Returns a store with this commit, if the commit is recorded as complete. */
  Optional<ObjectStore> find(Oid commit) throws IOException {
    if (!Files.exists(directory.resolve(RECORDS + commit))) {
      return Optional.empty();
    }
    return read(
        true,
        repository -> {
          if (repository.has(commit)) {
            return Optional.of(repository.newStore());
          }
          damaged();
          return Optional.empty();
        });
  }

  /** Has it made anew by the next that writes: it lacks what it is known to have had. */
  void damaged() {
    String unused = care(true).damaged();
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
        CacheFiles.removeLeftovers(directory);
        if (!CacheCheck.looksSound(directory)) {
          // Nothing that was recorded can be relied on; all of it can be had again.
          CacheFiles.remove(directory);
        }
      }
      if (!exists()) {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
          // Begun, or cut off from the disk in the middle, or something else.
          CacheFiles.remove(directory);
        }
        create();
      }
    } catch (IOException failed) {
      throw CacheFailure.of(directory, failed);
    }
  }

  /** Records a commit that was found to be complete; for use in {@link #write} only. */
  void record(Oid commit) throws IOException {
    rely(directory.resolve(RECORDS + commit), commit.hex() + "\n");
  }

  /** Writes what others rely on once what it tells of is on the disk. */
  private void rely(Path file, String text) throws OutputException {
    try {
      CacheFiles.force(directory);
      CacheFiles.writeWhole(file, text);
    } catch (IOException failed) {
      throw CacheFailure.of(file, failed);
    }
  }

  /** Notes that everything is there and on the disk that these lead to; see {@link #note}. */
  void recordHistory(Collection<Oid> tips) throws IOException {
    Set<String> known = new TreeSet<>(histories());
    boolean more = false;
    for (Oid tip : tips) {
      more |= known.add(tip.hex());
    }
    if (more) {
      writeNote(HISTORIES, String.join("\n", known) + "\n");
    }
  }

  /** Returns whether everything is there that these lead to. */
  boolean hasHistory(Collection<Oid> tips) throws IOException {
    Set<String> known = histories();
    return tips.stream().allMatch(tip -> known.contains(tip.hex()));
  }

  private Set<String> histories() throws IOException {
    try {
      String text = new String(PlainFile.read(note(HISTORIES)), StandardCharsets.US_ASCII);
      return text.lines().collect(Collectors.toUnmodifiableSet());
    } catch (NoSuchFileException none) {
      return Set.of();
    }
  }

  /** Returns a file beside git's own that notes something about the repository. */
  Path note(String name) {
    return directory.resolve(name);
  }

  /** Writes a note; see {@link #note}. For use in {@link #write} only. */
  void writeNote(String name, String text) throws IOException {
    rely(note(name), text);
  }

  private void create() throws IOException {
    for (String part :
        List.of("objects/pack", "objects/info", "refs/heads", "refs/tags", RECORDS)) {
      Files.createDirectories(directory.resolve(part));
    }
    CacheFiles.writeWhole(directory.resolve("HEAD"), "ref: refs/heads/main\n");
    CacheFiles.writeWhole(directory.resolve("config"), CONFIG);
  }
}
