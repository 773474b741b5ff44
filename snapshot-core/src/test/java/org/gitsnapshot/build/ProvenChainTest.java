package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build gives the pinned commit's tar or nothing, and says which object is to blame. */
@Tag("one-jvm")
class ProvenChainTest {
  @TempDir Path directory;

  private RawRepository repository;
  private Oid commit;
  private Oid root;
  private Oid inner;
  private Oid base;
  private Oid derived;
  private byte[] right;

  /** Makes a commit with two trees, and two blobs of which a pack holds one as a difference. */
  @BeforeEach
  void prepare() throws IOException {
    repository = RawRepository.init(directory);
    byte[] noise = new byte[1500];
    new Random(5).nextBytes(noise);
    derived = repository.blob(noise.clone());
    byte[] longer = new byte[1600];
    System.arraycopy(noise, 0, longer, 0, 1500);
    base = repository.blob(longer);
    inner = repository.tree(List.of(new Item("100644", "derived", derived)));
    root =
        repository.tree(List.of(new Item("100644", "base", base), new Item("40000", "in", inner)));
    commit = repository.commit(root);
    repository.flush();
    repository.tool().git("update-ref", "refs/heads/main", commit.hex());
    right = build();
  }

  private byte[] build() throws IOException {
    try (OurArchive ours = new OurArchive(repository)) {
      return ours.of(commit, ByteString.EMPTY);
    }
  }

  /** Returns why the build stops; a build that does not has to be right. */
  private Optional<String> refusal(String what) {
    try {
      assertThat(build()).as(what).isEqualTo(right);
      return Optional.empty();
    } catch (SnapshotException e) {
      assertThat(e.getMessage()).as(what).doesNotContain("\n");
      return Optional.of(e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(what, e);
    }
  }

  private Path looseFile(Oid id) {
    return directory.resolve("objects/" + id.hex().substring(0, 2) + "/" + id.hex().substring(2));
  }

  @Test
  void aBitFlippedInALooseObjectStopsTheBuildWithItsName() throws IOException {
    for (Oid id : List.of(commit, root, inner, base, derived)) {
      Path file = looseFile(id);
      byte[] whole = Files.readAllBytes(file);
      int refused = 0;
      int tried = 0;
      for (int at = 0; at < whole.length; at += whole.length < 500 ? 1 : 17) {
        rewrite(file, flipped(whole, at));
        Optional<String> refusal = refusal(id + " at " + at);
        refusal.ifPresent(message -> assertThat(message).contains(id.hex()));
        refused += refusal.isPresent() ? 1 : 0;
        tried++;
      }
      // Some bits of a deflated stream mean nothing: the padding after its end, for one.
      assertThat(refused).as(id.hex()).isGreaterThan(tried * 9 / 10);
      rewrite(file, whole);
    }
    assertThat(build()).isEqualTo(right);
  }

  @Test
  void aBitFlippedInAPackStopsTheBuildWithTheNameOfWhatCannotBeRead() throws IOException {
    repository.tool().git("repack", "-adfq");
    Path pack = only(".pack");
    TreeMap<Integer, Oid> objects = new TreeMap<>();
    Map<Oid, Oid> bases = new HashMap<>();
    for (String line :
        repository.tool().git("verify-pack", "-v", only(".idx").toString()).lines().toList()) {
      String[] words = line.trim().split(" +", -1);
      if (words[0].length() == 40) {
        objects.put(Integer.parseInt(words[4]), Oid.fromHex(words[0]));
        if (words.length > 5) {
          bases.put(Oid.fromHex(words[0]), Oid.fromHex(words[6]));
        }
      }
    }
    assertThat(bases).containsExactly(Map.entry(derived, base));
    byte[] whole = Files.readAllBytes(pack);
    int refused = 0;
    int tried = 0;
    for (int at = objects.firstKey(); at < whole.length - 20; at += 5) {
      Oid hit = objects.floorEntry(at).getValue();
      rewrite(pack, flipped(whole, at));
      // JGit looks again and again for packs in a directory that has only just changed.
      Files.setLastModifiedTime(pack.getParent(), FileTime.fromMillis(1_000_000_000_000L));
      Optional<String> refusal = refusal(hit + " at " + at);
      if (refusal.isPresent()) {
        refused++;
        List<String> blamed = new ArrayList<>(List.of(hit.hex()));
        bases.forEach(
            (id, its) -> {
              if (its.equals(hit)) {
                blamed.add(id.hex());
              }
            });
        assertThat(blamed)
            .as("%s at %d: %s", hit, at, refusal.get())
            .anyMatch(refusal.get()::contains);
      }
      tried++;
    }
    assertThat(refused).isGreaterThan(tried * 9 / 10);
    rewrite(pack, whole);
    assertThat(build()).isEqualTo(right);
  }

  @Test
  void anObjectUnderAnothersNameStopsTheBuild() throws IOException {
    byte[] other = "other\n".getBytes(StandardCharsets.US_ASCII);
    Map<Oid, Oid> swaps = new HashMap<>();
    swaps.put(base, repository.blob(other));
    swaps.put(derived, base);
    swaps.put(inner, repository.tree(List.of(new Item("100644", "derived", base))));
    swaps.put(root, inner);
    swaps.put(commit, repository.commit(inner));
    repository.flush();
    for (Map.Entry<Oid, Oid> swap : swaps.entrySet()) {
      Path file = looseFile(swap.getKey());
      byte[] whole = Files.readAllBytes(file);
      rewrite(file, Files.readAllBytes(looseFile(swap.getValue())));
      requireBlame(swap.getKey());
      rewrite(file, whole);
    }
  }

  @Test
  void anObjectOfAnotherTypeUnderItsNameStopsTheBuild() throws IOException {
    // A blob whose bytes are a tree's: only the type, which is part of the hash, is wrong.
    byte[] tree = repository.tool().git(new byte[0], "cat-file", "tree", inner.hex());
    Path file = looseFile(inner);
    Files.delete(file);
    try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(file))) {
      out.write(("blob " + tree.length + "\0").getBytes(StandardCharsets.US_ASCII));
      out.write(tree);
    }
    requireBlame(inner);
  }

  @Test
  void anIndexThatPointsToTheWrongObjectStopsTheBuild() throws IOException {
    repository.tool().git("-c", "pack.window=0", "repack", "-adfq");
    Path index = only(".idx");
    byte[] whole = Files.readAllBytes(index);
    int objects = 5;
    // Version 2: a header of 8 bytes, 256 counts, the names in order, as many CRCs, offsets.
    int offsets = 8 + 4 * 256 + 20 * objects + 4 * objects;
    for (int i = 0; i < objects; i++) {
      byte[] swapped = whole.clone();
      int other = (i + 1) % objects;
      System.arraycopy(whole, offsets + 4 * i, swapped, offsets + 4 * other, 4);
      System.arraycopy(whole, offsets + 4 * other, swapped, offsets + 4 * i, 4);
      rewrite(index, swapped);
      Files.setLastModifiedTime(index.getParent(), FileTime.fromMillis(1_000_000_000_000L));
      assertThat(refusal("offset " + i)).isPresent();
    }
  }

  private void requireBlame(Oid id) {
    try {
      byte[] tar = build();
      throw new AssertionError("a tar of " + tar.length + " bytes in spite of " + id);
    } catch (IOException e) {
      assertThat(e).isInstanceOf(CorruptObjectException.class).hasMessageContaining(id.hex());
    }
  }

  private Path only(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << at % 8);
    return flipped;
  }

  /** Objects are read-only files: they are replaced, not written to. */
  private void rewrite(Path file, byte[] bytes) throws IOException {
    Path other = Files.write(directory.resolve("new"), bytes);
    Path unused = Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
