package org.gitsnapshot.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gitsnapshot.error.FileLimit;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.odb.FewFiles;
import org.gitsnapshot.testing.ChildJvm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository is neither damaged nor incomplete because the process may open no more files. */
@Tag("one-jvm")
class FewFilesTest {
  private static final String ADVICE = " (use fewer --jobs, or raise the limit (ulimit -n))";

  private final Path temp;
  private final GitRepo git;

  FewFilesTest(@TempDir Path temp) {
    this.temp = temp;
    this.git = GitRepo.init(temp.resolve("git"));
  }

  @BeforeEach
  void makePacks() {
    git.git("config", "gc.auto", "0");
    git.commitFile("file", "first");
    git.git("repack", "-dq");
    git.commitFile("file", "second");
    git.git("repack", "-dq");
  }

  private List<String> run(Class<?> program, Path... repositories) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(git.id("HEAD:file").hex()));
    for (Path repository : repositories) {
      arguments.add(repository.toString());
    }
    ChildJvm child = ChildJvm.after("ulimit -n 250", program, arguments.toArray(String[]::new));
    List<String> lines = child.remainingLines();
    assertThat(child.waitFor()).as(child.errors()).isZero();
    return lines;
  }

  @Test
  void aReaderSaysThatThereAreNoFiles() throws Exception {
    assertThat(run(Full.class, git.directory()))
        .hasSize(4)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches("cannot open .*/objects/pack.*: Too many open files.*")
                    .endsWith(ADVICE));
  }

  @Test
  void soItDoesWhereJGitReads() throws Exception {
    Oid blob = git.id("HEAD:file");
    assertThat(run(FullForJGit.class, git.directory()))
        .hasSize(4)
        .allSatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "cannot read object " + blob + " in here: Too many open files" + ADVICE));
  }

  @Test
  void whatIsKeptOpenIsClosedForOthers() throws Exception {
    Path other = git.cloneTo(temp.resolve("other"), "--bare").directory();
    assertThat(run(FullBut.class, git.directory(), other)).containsOnly("second");
  }

  @Test
  void manyReadersShareFewFiles() throws Exception {
    Path two = git.cloneTo(temp.resolve("two"), "--bare").directory();
    Path three = git.cloneTo(temp.resolve("three"), "--bare").directory();
    assertThat(run(FewLeft.class, git.directory(), two, three))
        .contains("second")
        .allMatch(line -> line.equals("second") || line.contains(": Too many open files (use"));
  }

  /** Opens files until there are none, and tries all that is done with an object. */
  static final class Full {
    private Full() {}

    public static void main(String[] args) throws IOException {
      Oid id = Oid.fromHex(args[0]);
      Path directory = Path.of(args[1]);
      try (StoredObjects warm = StoredObjects.open(directory, "here");
          ObjectReader reader = warm.newReader()) {
        List<String> unused = tryAll(reader, id);
      }
      // As nobody has read from it, nothing of it is open.
      try (StoredObjects store = StoredObjects.open(directory, "here");
          ObjectReader reader = store.newReader()) {
        loadWhatSaysWhy();
        Files files = new Files();
        List<String> lines = tryAll(reader, id);
        files.close();
        lines.forEach(System.out::println);
      }
    }
  }

  /** Does the same with what reads where there are many packs, and all else that is seldom. */
  static final class FullForJGit {
    private FullForJGit() {}

    public static void main(String[] args) throws IOException {
      Oid id = Oid.fromHex(args[0]);
      Path directory = Path.of(args[1]);
      try (StoredRepository repository = StoredRepository.open(directory);
          ObjectReader reader =
              new JGitObjectReader(repository.jgit(), "here", DamageCare.OF_ITS_OWNER)) {
        String unusedMissing =
            explain(() -> reader.read(Oid.fromHex("00".repeat(20)), ObjectType.BLOB, 100));
      }
      try (StoredRepository repository = StoredRepository.open(directory);
          ObjectReader reader =
              new JGitObjectReader(repository.jgit(), "here", DamageCare.OF_ITS_OWNER)) {
        loadWhatSaysWhy();
        Files files = new Files();
        List<String> lines = tryAll(reader, id);
        files.close();
        lines.forEach(System.out::println);
      }
    }
  }

  /** Leaves two files for the repositories, and reads them in turn. */
  static final class FullBut {
    private FullBut() {}

    public static void main(String[] args) throws IOException {
      Oid id = Oid.fromHex(args[0]);
      loadWhatSaysWhy();
      try (StoredObjects one = StoredObjects.open(Path.of(args[1]), "one");
          StoredObjects two = StoredObjects.open(Path.of(args[2]), "two");
          ObjectReader first = one.newReader();
          ObjectReader second = two.newReader()) {
        List<String> lines = new ArrayList<>();
        String unused = read(first, id);
        Files files = new Files();
        for (int i = 0; i < 3; i++) {
          lines.add(read(second, id));
          lines.add(read(first, id));
        }
        files.close();
        lines.forEach(System.out::println);
      }
    }
  }

  /** Leaves four files to three repositories, of which each is read on a thread. */
  static final class FewLeft {
    private static final int TIMES = 300;

    private FewLeft() {}

    public static void main(String[] args) throws Exception {
      Oid id = Oid.fromHex(args[0]);
      List<StoredObjects> stores = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(args.length - 1);
      loadWhatSaysWhy();
      for (int i = 1; i < args.length; i++) {
        StoredObjects store = StoredObjects.open(Path.of(args[i]), "here");
        stores.add(store);
        threads.submit(() -> readOnce(store, id)).get();
      }
      Files files = new Files();
      files.leave(4);
      List<Future<Set<String>>> all = new ArrayList<>();
      for (StoredObjects store : stores) {
        all.add(
            threads.submit(
                () -> {
                  Set<String> lines = new HashSet<>();
                  for (int i = 0; i < TIMES; i++) {
                    lines.add(readOnce(store, id));
                    FewFiles.makeRoom();
                  }
                  return lines;
                }));
      }
      List<String> lines = new ArrayList<>();
      for (Future<Set<String>> one : all) {
        lines.addAll(one.get());
      }
      files.close();
      threads.shutdown();
      lines.forEach(System.out::println);
    }

    private static String readOnce(StoredObjects store, Oid id) throws IOException {
      try (ObjectReader reader = store.newReader()) {
        return explain(() -> read(reader, id));
      }
    }
  }

  /** Java opens a file for each class that it needs. */
  private static void loadWhatSaysWhy() throws IOException {
    boolean unused = FileLimit.areNearlyAllTaken();
    new FewFiles().throwUnlessPassing("", new FileSystemException("", null, "Too many open files"));
    String unusedText =
        explain(
            () -> {
              throw FewFiles.unavailable("", null);
            });
  }

  private static String read(ObjectReader reader, Oid id) throws IOException {
    return new String(reader.read(id, ObjectType.BLOB, 100), UTF_8);
  }

  /** What is tried. */
  private interface Attempt {
    Object make() throws IOException;
  }

  private static List<String> tryAll(ObjectReader reader, Oid id) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(explain(() -> reader.has(id)));
    lines.add(explain(() -> reader.typeOf(id)));
    lines.add(explain(() -> reader.read(id, ObjectType.BLOB, 100)));
    lines.add(explain(() -> reader.blob(id).size()));
    return lines;
  }

  private static String explain(Attempt attempt) throws IOException {
    try {
      return String.valueOf(attempt.make());
    } catch (SnapshotException failed) {
      return failed.getMessage() + " (" + failed.hint().orElse("") + ")";
    }
  }

  /** All that the process may still open. */
  private static final class Files {
    private final List<InputStream> opened = new ArrayList<>();

    Files() throws IOException {
      try {
        while (opened.size() < 10_000) {
          opened.add(new FileInputStream("/dev/null"));
        }
        throw new IOException("there is no limit");
      } catch (FileNotFoundException none) {
        // As it should be.
      }
    }

    void leave(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        opened.remove(opened.size() - 1).close();
      }
    }

    void close() throws IOException {
      for (InputStream one : opened) {
        one.close();
      }
    }
  }
}
