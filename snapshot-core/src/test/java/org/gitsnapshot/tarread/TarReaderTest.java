package org.gitsnapshot.tarread;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.testing.TarEntries.entry;
import static org.gitsnapshot.testing.TarEntries.longName;
import static org.gitsnapshot.testing.TarEntries.pax;
import static org.gitsnapshot.testing.TarEntries.tar;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("one-jvm")
class TarReaderTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "oldgnu", "pax", "posix", "ustar", "v7"})
  void whatGnuTarWroteIsReadInEachOfItsFormats(String format) throws IOException {
    // Names that each format can hold; the oldest knows no pipes.
    String pipe = format.equals("v7") ? "" : " pipe";
    String dir = "d".repeat(50);
    sh(
        "mkdir -p "
            + dir
            + " && printf hello >"
            + dir
            + "/file && chmod 755 "
            + dir
            + "/file && head -c 1025 /dev/zero >big && ln -s "
            + "t".repeat(99)
            + " link && ln big hard && mkfifo pipe");
    byte[] tar =
        sh("tar c --format=" + format + " --sort=name -- " + dir + " big hard link" + pipe);
    assertThat(list(tar))
        .startsWith(
            "5 " + dir + "/ 0",
            "0 " + dir + "/file 5 x hello",
            "0 big 1025 ",
            "1 hard 0 -> big",
            "2 link 0 -> " + "t".repeat(99))
        .hasSize(pipe.isEmpty() ? 5 : 6)
        .last()
        .isEqualTo(pipe.isEmpty() ? "2 link 0 -> " + "t".repeat(99) : "6 pipe 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax"})
  void longNamesAndTargetsAreWhole(String format) throws IOException {
    String name = "n".repeat(250);
    String target = "t".repeat(300);
    sh("mkdir -p " + name + "/" + name + " && ln -s " + target + " " + name + "/" + name + "/l");
    byte[] tar = sh("tar c --format=" + format + " " + name);
    assertThat(list(tar))
        .containsExactly(
            "5 " + name + "/ 0",
            "5 " + name + "/" + name + "/ 0",
            "2 " + name + "/" + name + "/l 0 -> " + target);
  }

  @Test
  void aNameThatFillsItsFieldAndAPrefixAreRead() throws IOException {
    String name = "n".repeat(100);
    String prefix = "p".repeat(155);
    sh("mkdir " + prefix + " && touch " + prefix + "/" + name + " " + name);
    byte[] tar = sh("tar c --format=ustar " + name + " " + prefix + "/" + name);
    assertThat(list(tar)).containsExactly("0 " + name + " 0 ", "0 " + prefix + "/" + name + " 0 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax 0.0", "pax 0.1", "pax 1.0"})
  void aSparseFileHasItsHoles(String format) throws IOException {
    // 60 pieces: more than a header of GNU's own holds, and more than the block behind it.
    sh(
        "truncate -s 1M sparse; for i in $(seq 60); do printf $i | dd of=sparse bs=1 conv=notrunc"
            + " seek=$((i * 16384)) 2>/dev/null; done; truncate -s 1234567 sparse; echo end >z");
    String version = format.startsWith("pax") ? " --sparse-version=" + format.substring(4) : "";
    byte[] tar = sh("tar cS --format=" + format.substring(0, 3) + version + " sparse z");
    assertThat(tar.length).isLessThan(600_000);
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    TarMember member = requireNonNull(reader.next());
    assertThat(member.path()).hasToString("sparse");
    assertThat(member.size()).isEqualTo(1_234_567);
    assertThat(member.stored()).isLessThan(member.size());
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    reader.copyContent(content);
    assertThat(content.toByteArray()).isEqualTo(Files.readAllBytes(directory.resolve("sparse")));
    assertThat(requireNonNull(reader.next()).path()).hasToString("z");
    assertThat(reader.next()).isNull();
  }

  @Test
  void holesHaveALimit() {
    sh("truncate -s 2M sparse");
    byte[] tar = sh("tar cS --format=gnu sparse");
    TarReader reader =
        new TarReader(new ByteArrayInputStream(tar), new TarLimits(1 << 20, 100, 1 << 20));
    assertThatThrownBy(reader::next).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void extensionHeadersHaveALimitTogether() {
    String name = "n".repeat(240);
    sh("ln -s " + "t".repeat(1000) + " " + name);
    byte[] tar = sh("tar c --format=gnu " + name);
    TarReader reader =
        new TarReader(new ByteArrayInputStream(tar), new TarLimits(2000, 100, 1 << 20));
    assertThatThrownBy(reader::next)
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("the limit is 2000");
  }

  /** Which of several names counts: GNU tar, listing the same, is the oracle. */
  @Test
  void theNameThatIsUnpackedIsRead() throws IOException {
    byte[] file = entry("field", '0', "", "x");
    List<byte[]> tars =
        List.of(
            tar(pax("path", "pax"), longName('L', "gnu"), file),
            tar(longName('L', "gnu"), pax("path", "pax"), file),
            tar(pax("path", "first"), pax("path", "second"), file),
            tar(pax("path", "first"), pax("mtime", "1"), file),
            tar(longName('L', "gnu"), pax("mtime", "1"), file),
            tar(entry("unknown", 'Z', "", "x"), entry("old", 'N', "", "y")),
            tar(entry("pipe", '6', "", ""), file));
    for (int i = 0; i < tars.size(); i++) {
      Files.write(directory.resolve("odd.tar"), tars.get(i));
      String names = new String(sh("tar tf odd.tar 2>/dev/null"), StandardCharsets.UTF_8);
      List<String> read = new ArrayList<>();
      for (String line : list(tars.get(i))) {
        read.add(line.split(" ", -1)[1]);
      }
      assertThat(read).as("tar %d", i).isEqualTo(names.lines().toList());
    }
    assertThat(list(tars.get(5))).containsExactly("0 unknown 1 x", "0 old 1 y").hasSize(2);
    byte[] links = tar(pax("linkpath", "pax"), longName('K', "gnu"), entry("l", '2', "field", ""));
    assertThat(list(links)).containsExactly("2 l 0 -> pax");
    byte[] taken = tar(pax("linkpath", "pax"), pax("mtime", "1"), entry("l", '2', "field", ""));
    assertThat(list(taken)).containsExactly("2 l 0 -> field");
  }

  @Test
  void sparseFilesOfOtherVersionsAreRefused() {
    for (String version : List.of("0", "7", "x")) {
      byte[] tar =
          tar(
              entry(
                  "pax",
                  'x',
                  "",
                  "22 GNU.sparse.major=" + version + "\n25 GNU.sparse.realsize=5\n"),
              entry("f", '0', "", "1\n0\n5\n"));
      assertThatThrownBy(() -> list(tar))
          .isInstanceOf(CorruptObjectException.class)
          .hasMessageContaining("it is a sparse file of version " + version + ", not 1");
    }
  }

  @Test
  void offsetsAndTheEndAreTold() throws IOException {
    sh("printf hello >a && printf world >" + "b".repeat(120));
    byte[] tar = sh("tar c --format=gnu a " + "b".repeat(120));
    byte[] more = Arrays.copyOf(tar, tar.length + 700);
    more[tar.length + 600] = 1;
    more[600] = 7; // Padding of the first file.
    TarReader reader = new TarReader(new ByteArrayInputStream(more));
    TarMember first = requireNonNull(reader.next());
    assertThat(first.offset()).isZero();
    assertThat(first.contentOffset()).isEqualTo(512);
    assertThat(reader.endMember()).isFalse();
    TarMember second = requireNonNull(reader.next());
    assertThat(second.index()).isEqualTo(1);
    assertThat(second.offset()).isEqualTo(1024);
    assertThat(second.headerOffset()).isEqualTo(2048);
    assertThat(second.contentOffset()).isEqualTo(2560);
    assertThat(second.extensions()).hasSize(1);
    assertThat(second.extensions().get(0).type()).isEqualTo('L');
    assertThat(reader.endMember()).isTrue();
    assertThat(reader.next()).isNull();
    assertThat(reader.end())
        .isEqualTo(new TarEnd(2, 3072, tar.length - 3072 + 512, 188, List.of()));
  }

  @Test
  void globalRecordsHoldForAllAndAreToldAtTheEnd() throws IOException {
    sh("printf a >a && printf b >b");
    byte[] tar = sh("tar c --format=pax --pax-option=globexthdr.name=g,comment=hi a b");
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    assertThat(requireNonNull(reader.next()).offset()).isEqualTo(1024);
    assertThat(requireNonNull(reader.next()).path()).hasToString("b");
    assertThat(reader.next()).isNull();
    assertThat(reader.end().globals()).hasSize(1);
    assertThat(reader.end().globals().get(0).records())
        .contains(new PaxRecord(ByteString.utf8("comment"), ByteString.utf8("hi")));
  }

  @Test
  void aTarWithoutATrailerEnds() throws IOException {
    sh("printf hello >a");
    byte[] tar = sh("tar c a");
    TarReader reader = new TarReader(new ByteArrayInputStream(tar, 0, 1024));
    assertThat(reader.next()).isNotNull();
    assertThat(reader.next()).isNull();
    assertThat(reader.end().zeros()).isZero();
  }

  @Test
  void everyCutBeforeTheTrailerIsDamage() throws IOException {
    sh("printf hello >a && printf world >" + "b".repeat(120));
    byte[] tar = sh("tar c --format=pax a " + "b".repeat(120));
    int end = contentEnd(tar);
    assertThat(list(Arrays.copyOf(tar, end + 512))).hasSize(2);
    for (int length = 0; length < end + 512; length += 37) {
      byte[] cut = Arrays.copyOf(tar, length);
      if (length == 1024 || length == end) {
        continue; // Between entries: only the trailer is missing.
      }
      assertThatThrownBy(() -> list(cut))
          .as("%d", length)
          .isInstanceOf(CorruptObjectException.class)
          .hasMessageStartingWith("not a whole tar: ");
    }
  }

  @Test
  void whateverByteIsDamagedNothingButADeclaredFailureComesOfIt() {
    sh("printf hello >a && printf world >" + "b".repeat(120));
    byte[] tar = sh("tar c --format=pax a " + "b".repeat(120));
    for (int at = 0; at < contentEnd(tar); at++) {
      byte[] damaged = tar.clone();
      damaged[at] = (byte) (damaged[at] ^ 0x81);
      try {
        List<String> unused = list(damaged);
      } catch (SnapshotException declared) {
        assertThat(declared.getMessage()).doesNotContain("\n");
      } catch (IOException e) {
        throw new AssertionError("byte " + at, e);
      }
    }
  }

  private static int contentEnd(byte[] tar) {
    int end = tar.length;
    while (tar[end - 1] == 0) {
      end--;
    }
    return (end + 511) / 512 * 512;
  }

  private byte[] sh(String script) {
    return new Tool(directory).run(null, "sh", "-c", script);
  }

  static List<String> list(byte[] tar) throws IOException {
    List<String> members = new ArrayList<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      String line = letter(member) + " " + member.path() + " " + member.size();
      if (!member.link().isEmpty()) {
        line += " -> " + member.link();
      } else if (member.kind() == TarMember.Kind.FILE) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        reader.copyContent(content);
        line += member.executable() ? " x " : " ";
        line += content.toString(StandardCharsets.US_ASCII).replace("\0", "");
      }
      members.add(line);
    }
    return members;
  }

  private static char letter(TarMember member) {
    return switch (member.kind()) {
      case FILE -> '0';
      case HARD_LINK -> '1';
      case SYMLINK -> '2';
      case DIRECTORY -> '5';
      case SPECIAL -> member.header().type();
    };
  }
}
