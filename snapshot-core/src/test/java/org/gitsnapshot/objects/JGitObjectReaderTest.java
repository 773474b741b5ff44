package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.objects.ReadObjects.bytes;
import static org.gitsnapshot.objects.ReadObjects.noise;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JGit reads alone. */
@Tag("one-jvm")
class JGitObjectReaderTest {
  private static final int LARGE = JGitObjectReader.STREAM_THRESHOLD + 12345;

  private final GitRepo repo;

  JGitObjectReaderTest(@TempDir Path temp) {
    this.repo = GitRepo.init(temp.resolve("repo"));
  }

  /** Returns whether JGit is to read all. */
  boolean byJGitAlone() {
    return true;
  }

  private ReadObjects objects() {
    return new ReadObjects(repo, byJGitAlone());
  }

  /** Makes files around every border that matters, and one that differs little from another. */
  private void makeFiles() {
    for (int length :
        new int[] {
          0,
          1,
          8191,
          8192,
          8193,
          65536,
          LARGE,
          JGitObjectReader.STREAM_THRESHOLD - 1,
          JGitObjectReader.STREAM_THRESHOLD,
          JGitObjectReader.STREAM_THRESHOLD + 1
        }) {
      repo.write("noise-" + length, noise(length));
    }
    for (int length : new int[] {300, 9_000, 200_000, LARGE}) {
      repo.write("text-" + length, Samples.text(length, length));
    }
    byte[] changed = noise(LARGE);
    changed[LARGE / 2]++;
    repo.write("changed", changed);
    repo.commit("files");
  }

  private void requireEverythingReadable() throws IOException {
    objects()
        .read(
            reader -> {
              for (String line : repo.git("ls-tree", "HEAD").lines().toList()) {
                String[] parts = line.split("[ \t]", -1);
                Oid id = Oid.fromHex(parts[2]);
                byte[] expected =
                    GitRepo.runForBytes(repo.directory(), "cat-file", "blob", id.hex());
                Content content = reader.blob(id);
                assertThat(content.size()).isEqualTo(expected.length);
                assertThat(bytes(content)).as(line).isEqualTo(expected);
                assertThat(reader.read(id, ObjectType.BLOB, Integer.MAX_VALUE)).isEqualTo(expected);
              }
              byte[] tree =
                  GitRepo.runForBytes(repo.directory(), "cat-file", "tree", "HEAD^{tree}");
              assertThat(reader.read(repo.id("HEAD^{tree}"), ObjectType.TREE, 10000))
                  .isEqualTo(tree);
            });
  }

  @Test
  void readsLooseObjectsOfAllSizes() throws Exception {
    makeFiles();
    requireEverythingReadable();
  }

  @Test
  void readsPackedObjectsOfAllSizes() throws Exception {
    makeFiles();
    repo.git("repack", "-adfq");
    requireEverythingReadable();
    String pack = repo.git("-c", "alias.v=!git verify-pack -v .git/objects/pack/*.idx", "v");
    assertThat(pack).as("one is stored as a difference").contains("chain length = 1");
  }

  @Test
  void tellsTypes() throws Exception {
    Oid commit = repo.commitFile("a", "a\n");
    repo.git("tag", "-a", "-m", "x", "v1");
    objects()
        .read(
            reader -> {
              assertThat(reader.typeOf(commit)).isEqualTo(ObjectType.COMMIT);
              assertThat(reader.typeOf(repo.id("HEAD^{tree}"))).isEqualTo(ObjectType.TREE);
              assertThat(reader.typeOf(repo.id("HEAD:a"))).isEqualTo(ObjectType.BLOB);
              assertThat(reader.typeOf(repo.id("v1"))).isEqualTo(ObjectType.TAG);
            });
  }

  @Test
  void refusesAnObjectOfAnotherType() throws Exception {
    Oid commit = repo.commitFile("a", "a\n");
    objects()
        .read(
            reader -> {
              assertThatThrownBy(() -> reader.read(commit, ObjectType.TREE, 1000))
                  .isInstanceOf(CorruptObjectException.class)
                  .hasMessage("object " + commit + " in ORIGIN is a commit, not a tree");
              assertThatThrownBy(() -> reader.blob(commit))
                  .isInstanceOf(CorruptObjectException.class);
            });
  }

  @Test
  void refusesAnObjectBeyondTheLimit() throws Exception {
    repo.commitFile("a", "12345");
    Oid id = repo.id("HEAD:a");
    objects()
        .read(
            reader -> {
              assertThat(reader.read(id, ObjectType.BLOB, 5)).hasSize(5);
              assertThatThrownBy(() -> reader.read(id, ObjectType.BLOB, 4))
                  .isInstanceOf(LimitExceededException.class)
                  .hasMessageContaining(id + " in ORIGIN has 5 bytes, more than 4");
            });
  }

  @Test
  void namesAMissingObjectAndItsRepository() throws Exception {
    repo.commitFile("a", "a\n");
    Oid missing = Oid.fromHex("1234567890123456789012345678901234567890");
    objects()
        .read(
            reader ->
                assertThatThrownBy(() -> reader.blob(missing))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("ORIGIN does not have object " + missing));
  }

  @Test
  void advisesToFetchAPartialCloneInFull() throws Exception {
    repo.commitFile("a", "a\n");
    repo.git("config", "uploadpack.allowFilter", "true");
    GitRepo partial =
        repo.cloneTo(repo.directory().resolveSibling("partial"), "--bare", "--filter=blob:none");
    try (ObjectStore store = StoredObjects.open(partial.directory(), "PARTIAL");
        ObjectReader reader = store.newReader()) {
      assertThatThrownBy(() -> reader.blob(repo.id("HEAD:a")))
          .isInstanceOfSatisfying(
              UnavailableException.class,
              e -> assertThat(e.hint().orElseThrow()).contains("partial clone"));
    }
  }

  @Test
  void refusesIdsOfSha256() throws Exception {
    objects()
        .read(
            reader ->
                assertThatThrownBy(() -> reader.blob(Oid.fromHex("1".repeat(64))))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("SHA-256"));
  }

  @Test
  void findsPacksThatOthersAddWhileItIsOpen() throws Exception {
    repo.commitFile("a", "a\n");
    objects()
        .read(
            reader -> {
              reader.blob(repo.id("HEAD:a"));
              repo.commitFile("b", "b\n");
              repo.git("gc", "-q", "--prune=now");
              assertThat(bytes(reader.blob(repo.id("HEAD:b")))).asString().isEqualTo("b\n");
              assertThat(bytes(reader.blob(repo.id("HEAD:a")))).asString().isEqualTo("a\n");
            });
  }

  @Test
  void readsWithSeveralReadersAtOnce() throws Exception {
    makeFiles();
    repo.git("repack", "-adfq");
    List<String> lines = repo.git("ls-tree", "HEAD").lines().toList();
    try (ObjectStore store = StoredObjects.open(repo.directory(), "ORIGIN")) {
      List<Thread> threads =
          Stream.generate(() -> new Thread(() -> readAll(store, lines))).limit(4).toList();
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      for (Thread thread : threads) {
        thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
    }
  }

  private static void readAll(ObjectStore store, List<String> lines) {
    try (ObjectReader reader = store.newReader()) {
      for (int i = 0; i < 10; i++) {
        for (String line : lines) {
          reader
              .blob(Oid.fromHex(line.split("[ \t]", -1)[2]))
              .writeTo(OutputStream.nullOutputStream());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void writesNothing() throws Exception {
    makeFiles();
    repo.git("repack", "-adfq");
    repo.write("loose", noise(LARGE)).commit("loose");
    Map<String, String> before = repo.footprint();
    requireEverythingReadable();
    assertThat(repo.footprint()).isEqualTo(before);
  }

  @Test
  void failsAsTheConsumerDoes() throws Exception {
    repo.write("a", noise(LARGE)).write("b", "b").commit("a");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    objects()
        .read(
            reader -> {
              for (String file : List.of("HEAD:a", "HEAD:b")) {
                assertThatThrownBy(() -> reader.blob(repo.id(file)).writeTo(full))
                    .isNotInstanceOf(SnapshotException.class)
                    .hasMessage("disk full");
              }
            });
  }
}
