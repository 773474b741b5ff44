package org.gitsnapshot.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.StoredHistory;
import org.gitsnapshot.objects.StoredRepository;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("one-jvm")
final class AbbreviationsTest {
  private final Path directory;
  private final Tool git;

  AbbreviationsTest(@TempDir Path temp) throws IOException {
    this.directory = Files.createDirectory(temp.resolve("repo"));
    this.git = new Tool(directory);
    git.git("init", "-q", "--bare", "-b", "main", ".");
  }

  /** Makes one pack of so many objects: a commit, its tree with every hundredth blob, and blobs. */
  private static void fill(Tool git, String name, int objects) {
    StringBuilder stream = new StringBuilder();
    for (int i = 1; i <= objects - 2; i++) {
      String text = name + i;
      stream.append("blob\nmark :").append(i).append("\ndata ").append(text.length());
      stream.append('\n').append(text).append('\n');
    }
    stream.append("commit refs/heads/").append(name);
    stream.append("\ncommitter C <c> 1 +0000\ndata 1\nm\n");
    for (int i = 1; i <= objects - 2; i += 100) {
      stream.append("M 100644 :").append(i).append(" f").append(i).append('\n');
    }
    byte[] input = stream.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    git.git(input, "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet");
  }

  private void requireSame(int digits) throws IOException {
    requireSame(digits, git.git("log", "-1", "--format=%h", "main"));
  }

  private void requireSame(int digits, String expected) throws IOException {
    assertThat(expected).hasSize(digits);
    Oid commit = Oid.fromHex(git.git("rev-parse", "main"));
    try (History history = new StoredHistory(StoredRepository.open(directory), "it")) {
      assertThat(new RepositoryState(history, commit).abbreviate(commit, OptionalInt.empty()))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 16383, 16384, 65535, 65536})
  void theLengthGrowsWithTheObjects(int objects) throws Exception {
    fill(git, "main", objects);
    requireSame(objects < 1 << 14 ? 7 : objects < 1 << 16 ? 8 : 9);
  }

  @Test
  void theLengthsOfRepositoriesOfAllSizes() {
    assertThat(Abbreviations.digits(0)).isEqualTo(7);
    assertThat(Abbreviations.digits((1 << 18) - 1)).isEqualTo(9);
    assertThat(Abbreviations.digits(1 << 18)).isEqualTo(10);
    assertThat(Abbreviations.digits(1L << 32)).isEqualTo(17);
  }

  @Test
  void objectsOfAlternatesCountAndLooseOnesDoNot() throws Exception {
    fill(git, "main", 16384 - 10);
    Path lender = Files.createDirectory(directory.resolveSibling("lender"));
    Tool other = new Tool(lender);
    other.git("init", "-q", "--bare", ".");
    fill(other, "other", 9);
    Path alternates = directory.resolve("objects/info/alternates");
    Files.writeString(alternates, "# a comment\n\n../../lender/objects\n/nowhere\n");
    for (int i = 0; i < 10; i++) {
      git.git(("loose " + i).getBytes(StandardCharsets.US_ASCII), "hash-object", "-w", "--stdin");
    }
    requireSame(7);
    fill(new Tool(lender), "third", 10);
    requireSame(8);
  }

  @Test
  void anObjectInTwoPacksCountsTwiceUnlessAMultiPackIndexCoversThem() throws Exception {
    fill(git, "main", 9000);
    byte[] some =
        git.git(new byte[0], "cat-file", "--batch-all-objects", "--batch-check=%(objectname)");
    List<String> ids = new String(some, StandardCharsets.US_ASCII).lines().toList();
    byte[] list =
        (String.join("\n", ids.subList(0, 8000)) + "\n").getBytes(StandardCharsets.US_ASCII);
    git.git(list, "pack-objects", "-q", directory.resolve("objects/pack/pack").toString());
    requireSame(8);
    git.git("multi-pack-index", "write");
    // Which reads no object: git counts a pack again once it has opened it.
    requireSame(7, git.git("rev-parse", "--short", "main"));
    fill(git, "later", 8000);
    requireSame(8, git.git("rev-parse", "--short", "main"));
  }

  /** Makes two packs of which one is a part of the other, and returns the index of both. */
  private Path twoPacksWithOneIndex() throws IOException {
    fill(git, "main", 9000);
    byte[] all =
        git.git(new byte[0], "cat-file", "--batch-all-objects", "--batch-check=%(objectname)");
    byte[] some = Arrays.copyOf(all, 8000 * 41);
    git.git(some, "pack-objects", "-q", directory.resolve("objects/pack/pack").toString());
    git.git("multi-pack-index", "write");
    return directory.resolve("objects/pack/multi-pack-index");
  }

  /**
   * Each begins with how many digits git 2.39 writes, or with a dash where it gives up. The offsets
   * are those of gitformat-pack(5), with an entry of 12 bytes for each chunk.
   */
  @Test
  void aDamagedMultiPackIndexIsBelievedPassedOverOrRefusedAsByGit() throws Exception {
    Path index = twoPacksWithOneIndex();
    byte[] good = Files.readAllBytes(index);
    Files.setPosixFilePermissions(index, PosixFilePermissions.fromString("rw-------"));
    int names = (int) ByteBuffer.wrap(good).getLong(16);
    int fanout = (int) ByteBuffer.wrap(good).getLong(28);
    Map<String, byte[]> damages = new TreeMap<>();
    damages.put("7 good", good);
    damages.put("8 packs: one less", set(good, 11, 1));
    damages.put("9 objects: more", set(good, fanout + 255 * 4 + 1, 1));
    damages.put("8 hash", set(good, 5, 2));
    damages.put("8 chunks: one more", set(good, 6, good[6] + 1));
    damages.put("8 chunks: one less", set(good, 6, good[6] - 1));
    damages.put("8 chunk: zero", Bytes.concat(Arrays.copyOf(good, 12), new byte[100]));
    damages.put("8 chunk: twice", set(good, 24, good, 12, 4));
    damages.put("8 offset: behind the end", set(good, 33, 1));
    damages.put("8 offset: negative", set(good, 28, 0x80));
    damages.put("8 offset: before the last", set(good, 28, new byte[8], 0, 8));
    damages.put("8 cut off: header", Arrays.copyOf(good, 31));
    damages.put("8 cut off: table", Arrays.copyOf(good, 40));
    damages.put("8 cut off: hash", Arrays.copyOf(good, good.length - 1));
    damages.put("8 empty", new byte[0]);
    damages.put("- signature", set(good, 0, 'X'));
    damages.put("- version", set(good, 4, 2));
    damages.put("- names: no chunk", set(good, 12, 'X'));
    damages.put("- fan-out: no chunk", set(good, 24, 'X'));
    damages.put("- ids: no chunk", set(good, 36, 'X'));
    damages.put("- offsets: no chunk", set(good, 48, 'X'));
    damages.put("- names: out of order", set(good, names, 'x'));
    damages.put("- packs: one more", set(good, 11, 3));
    for (Map.Entry<String, byte[]> damage : damages.entrySet()) {
      Files.write(index, damage.getValue());
      if (!damage.getKey().startsWith("-")) {
        int digits = Integer.parseInt(damage.getKey().substring(0, 1));
        requireSame(digits, git.git("rev-parse", "--short", "main"));
      } else {
        assertThatThrownBy(() -> git.git("rev-parse", "--short", "main"))
            .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> requireSame(7, "1234567"))
            .as(damage.getKey())
            .isInstanceOf(CorruptObjectException.class)
            .hasMessageStartingWith("the multi-pack-index " + index.toRealPath() + " ");
      }
    }
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    return set(bytes, at, new byte[] {(byte) value}, 0, 1);
  }

  private static byte[] set(byte[] bytes, int at, byte[] from, int start, int length) {
    byte[] changed = bytes.clone();
    System.arraycopy(from, start, changed, at, length);
    return changed;
  }

  @Test
  void aMultiPackIndexIsNotLookedAtWhereTheConfigurationSaysSo() throws Exception {
    Path index = twoPacksWithOneIndex();
    git.git("config", "core.multiPackIndex", "false");
    requireSame(8, git.git("rev-parse", "--short", "main"));
    git.git("config", "core.multiPackIndex", "true");
    requireSame(7, git.git("rev-parse", "--short", "main"));
    git.git("config", "--unset", "core.multiPackIndex");
    git.git("config", "core.unknown", "x");
    requireSame(7, git.git("rev-parse", "--short", "main"));
    assertThat(index).exists();
  }

  /** Git ends by a signal. */
  @Test
  void idsAreLookedForInTheIndexesOfThePacks() throws Exception {
    Path index = twoPacksWithOneIndex();
    String expected = git.git("rev-parse", "--short", "main");
    byte[] bytes = Files.readAllBytes(index);
    Files.setPosixFilePermissions(index, PosixFilePermissions.fromString("rw-------"));
    int fanout = (int) ByteBuffer.wrap(bytes).getLong(28);
    for (int i = 0; i < 255; i++) {
      bytes[fanout + 4 * i + 1] = (byte) 0xbe;
    }
    Files.write(index, bytes);
    requireSame(7, expected);
    // If JGit is told to look into it, it stumbles.
    Files.writeString(directory.resolve("config"), "[core]\n\tmultiPackIndex = true\n");
    assertThatThrownBy(() -> requireSame(7, expected))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("the repository it is damaged");
  }

  @Test
  void idsThatBeginAlikeGetMoreDigits() throws Exception {
    StringBuilder stream = new StringBuilder("commit refs/heads/main\ncommitter C <c> 1 +0000\n");
    stream.append("data 1\nm\n");
    for (int i = 0; i < 4000; i++) {
      stream.append("M 100644 inline f").append(i).append("\ndata 5\n");
      stream.append(10000 + i).append('\n');
    }
    git.git(
        stream.append('\n').toString().getBytes(StandardCharsets.US_ASCII),
        "fast-import",
        "--quiet");
    for (int i = 0; i < 40; i++) {
      // Which are in no tree and still in the way.
      git.git(("loose " + i).getBytes(StandardCharsets.US_ASCII), "hash-object", "-w", "--stdin");
    }
    List<String> whole = ids("ls-tree", "-r", "main");
    List<String> expected = ids("ls-tree", "-r", "--abbrev=4", "main");
    List<String> ours = new ArrayList<>();
    try (History history = new StoredHistory(StoredRepository.open(directory), "it")) {
      RepositoryState state = new RepositoryState(history, Oid.fromHex(whole.get(0)));
      for (String id : whole) {
        ours.add(state.abbreviate(Oid.fromHex(id), OptionalInt.of(4)));
      }
    }
    assertThat(ours).isEqualTo(expected);
    assertThat(ours).anyMatch(id -> id.length() == 5).anyMatch(id -> id.length() > 5);
  }

  private List<String> ids(String... command) {
    return git.git(command).lines().map(line -> line.split("[ \t]", 4)[2]).toList();
  }

  @Test
  void theBaseIsAtLeastFourAndAtMostEverything() throws Exception {
    fill(git, "main", 5);
    Oid commit = Oid.fromHex(git.git("rev-parse", "main"));
    try (History history = new StoredHistory(StoredRepository.open(directory), "it")) {
      RepositoryState state = new RepositoryState(history, commit);
      assertThat(state.abbreviate(commit, OptionalInt.of(1))).hasSize(4);
      assertThat(state.abbreviate(commit, OptionalInt.of(12))).hasSize(12);
      assertThat(state.abbreviate(commit, OptionalInt.of(0))).isEqualTo(commit.hex());
      assertThat(state.abbreviate(commit, OptionalInt.of(99))).isEqualTo(commit.hex());
    }
  }
}
