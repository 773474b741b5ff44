package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jvm")
final class BundleSourceTest {
  private final Path temp;
  private final GitRepo repo;
  private final Oid first;
  private final Oid second;
  private final Path bundle;
  private final AcquireOptions options;

  BundleSourceTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.first = repo.commitFile("a", "first\n");
    this.second = repo.commitFile("b", "second\n");
    this.bundle = temp.resolve("x.bundle");
    this.options = AcquireOptions.of(temp.resolve("cache")).withBase(temp);
  }

  private void createBundle(String... arguments) {
    String[] all = {"bundle", "create", "-q"};
    String[] whole = Arrays.copyOf(all, all.length + arguments.length);
    System.arraycopy(arguments, 0, whole, all.length, arguments.length);
    repo.git(whole);
  }

  private ObjectStore acquire(Oid commit) throws IOException {
    try (Acquirer acquirer = new Acquirer(options)) {
      return acquirer.acquire(List.of("x.bundle"), commit, Optional.empty());
    }
  }

  private void requireReadable(Oid commit) throws IOException {
    try (ObjectStore store = acquire(commit);
        ObjectReader reader = store.newReader()) {
      byte[] blob = reader.read(repo.id(commit + ":a"), ObjectType.BLOB, 100);
      assertThat(blob).asString().isEqualTo("first\n");
    }
    new CacheContents(options.cache().orElseThrow()).requireSound();
  }

  private void requireFailure(Class<? extends Exception> kind, Oid commit, String message) {
    assertThatThrownBy(() -> acquire(commit))
        .isInstanceOf(kind)
        .hasMessageContaining("x.bundle")
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void readsVersion2() throws Exception {
    createBundle("--version=2", bundle.toString(), "--all");
    requireReadable(second);
    requireReadable(first);
  }

  @Test
  void readsVersion3() throws Exception {
    createBundle("--version=3", bundle.toString(), "--all");
    requireReadable(second);
  }

  @Test
  void knowsABundleByItsBeginningWhateverItsName() throws Exception {
    createBundle(temp.resolve("odd.name").toString(), "--all");
    try (Acquirer acquirer = new Acquirer(options)) {
      acquirer.acquire(List.of("odd.name"), second, Optional.empty()).close();
      acquirer
          .acquire(List.of("file://" + temp.resolve("odd.name")), second, Optional.empty())
          .close();
    }
  }

  @Test
  void isIndexedOnceAndRecorded() throws Exception {
    createBundle(bundle.toString(), "--all");
    acquire(second).close();
    Path indexed = new CacheContents(options.cache().orElseThrow()).snapshots();
    FileTime time = Files.getLastModifiedTime(indexed.resolve("objects/pack"));
    acquire(second).close();
    acquire(first).close();
    assertThat(Files.getLastModifiedTime(indexed.resolve("objects/pack"))).isEqualTo(time);
    assertThat(indexed.resolve("refs/snapshots")).isDirectoryContaining("glob:**/" + first);
  }

  @Test
  void isReadAnewWhenTheFileHasChangedInPlace() throws Exception {
    createBundle(bundle.toString(), "--all");
    acquire(second).close();
    Oid third = repo.commitFile("c", "third\n");
    createBundle(bundle.toString(), "--all");
    Files.setLastModifiedTime(bundle, FileTime.from(Instant.now().plusSeconds(5)));
    acquire(third).close();
  }

  @Test
  void resolvesItsRefs() throws Exception {
    repo.git("tag", "-a", "-m", "x", "v1", first.hex());
    createBundle(bundle.toString(), "HEAD", "main", "v1");
    try (Acquirer acquirer = new Acquirer(options)) {
      List<String> urls = List.of("x.bundle");
      assertThat(acquirer.resolve(urls, "v1"))
          .isEqualTo(new ResolvedRef(first, ResolvedRef.Kind.TAG, "refs/tags/v1", "x.bundle"));
      assertThat(acquirer.resolve(urls, "main").commit()).isEqualTo(second);
      assertThat(acquirer.resolve(urls, "HEAD").kind()).isEqualTo(ResolvedRef.Kind.HEAD);
      assertThat(acquirer.resolve(urls, first.hex().substring(0, 10)).commit()).isEqualTo(first);
    }
  }

  @Test
  void saysWhatAnIncrementBuildsOn() {
    repo.commitFile("a", "first\nand more\n");
    createBundle(bundle.toString(), second + "..main");
    requireFailure(
        UnavailableException.class, repo.id("main"), "it builds on " + second + ", which");
  }

  @Test
  void saysThatAFilteredBundleLacksObjects() {
    createBundle("--version=3", bundle.toString(), "--filter=blob:none", "--all");
    requireFailure(UnavailableException.class, second, "was made with --filter=blob:none");
  }

  @Test
  void saysThatItDoesNotHaveACommit() {
    createBundle(bundle.toString(), "--all");
    Oid third = repo.commitFile("c", "third\n");
    requireFailure(UnavailableException.class, third, "does not have commit " + third);
  }

  @Test
  void isRefusedWhereverItIsCutOff() throws Exception {
    createBundle(bundle.toString(), "--all");
    byte[] whole = Files.readAllBytes(bundle);
    for (int length = 0; length < whole.length; length += 1 + whole.length / 15) {
      Files.write(bundle, Arrays.copyOf(whole, length));
      requireFailure(CorruptObjectException.class, second, "");
    }
    Files.write(bundle, Arrays.copyOf(whole, whole.length - 1));
    requireFailure(CorruptObjectException.class, second, "cut off");
    Files.write(bundle, whole);
    requireReadable(second);
    assertThat(new CacheContents(options.cache().orElseThrow()).leftovers()).isEmpty();
  }

  @Test
  void isRefusedWhereverABitOfItsPackIsFlipped() throws Exception {
    createBundle(bundle.toString(), "--all");
    byte[] whole = Files.readAllBytes(bundle);
    int pack = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\n\nPACK");
    for (int at = pack + 2; at < whole.length; at += 19) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      Files.write(bundle, flipped);
      assertThatThrownBy(() -> acquire(second))
          .as("byte %d", at)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("x.bundle");
    }
  }

  /** The number of objects that such a one seems to have is no limit that somebody should raise. */
  @Test
  void isDamagedIfItsPackIsNone() throws Exception {
    createBundle(bundle.toString(), "--all");
    String whole = Files.readString(bundle, StandardCharsets.ISO_8859_1);
    int pack = whole.indexOf("\n\nPACK") + 2;
    Files.writeString(bundle, whole.substring(0, pack) + "<html>\n<head><title>404</title></head>");
    requireFailure(CorruptObjectException.class, second, "x.bundle");
  }

  /** A difference that does not fit makes JGit stumble; the next place is still tried. */
  @Test
  void isRefusedWithADifferenceThatDoesNotFit() throws Exception {
    byte[] base = "base".getBytes(StandardCharsets.UTF_8);
    for (byte[] delta :
        List.of(
            new byte[] {9, 4, (byte) 0x90, 4}, // of a longer base
            new byte[] {4, 4, (byte) 0x91, 9, 4}, // behind the end of the base
            new byte[] {4, 4, 0}, // reserved
            new byte[] {4, 4},
            new byte[] {})) {
      Files.write(bundle, bundleOf(base, delta));
      requireFailure(SnapshotException.class, second, "");
      try (Acquirer acquirer = new Acquirer(options);
          ObjectStore store =
              acquirer.acquire(List.of("x.bundle", "repo"), second, Optional.empty())) {
        assertThat(store.origin()).isEqualTo("repo");
      }
    }
  }

  /** Returns a bundle with one blob and one difference to it. */
  private byte[] bundleOf(byte[] base, byte[] delta) throws Exception {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    pack.writeBytes(new byte[] {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 2});
    pack.write(0x30 | base.length);
    pack.writeBytes(deflated(base));
    int distance = pack.size() - 12;
    pack.write(0x60 | delta.length);
    pack.write(distance);
    pack.writeBytes(deflated(delta));
    pack.writeBytes(MessageDigest.getInstance("SHA-1").digest(pack.toByteArray()));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    String header = "# v2 git bundle\n" + second + " refs/heads/main\n\n";
    whole.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(pack.toByteArray());
    return whole.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void isRefusedWithAnUnknownSignatureOrCapability() throws Exception {
    Files.writeString(bundle, "# v9 git bundle\n\n");
    requireFailure(CorruptObjectException.class, second, "not a git bundle of version 2 or 3");
    Files.writeString(bundle, "# v3 git bundle\n@object-format=sha256\n\n");
    requireFailure(UnsupportedException.class, second, "object-format=sha256");
    Files.writeString(bundle, "# v2 git bundle\nnonsense\n\n");
    requireFailure(CorruptObjectException.class, second, "malformed header line: nonsense");
  }
}
