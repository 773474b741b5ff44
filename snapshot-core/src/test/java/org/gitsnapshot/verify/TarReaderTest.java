package org.gitsnapshot.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void aSparseFileIsNotReadWrongly() {
    sh("truncate -s 1M sparse");
    byte[] tar = sh("tar cS --format=gnu sparse");
    assertThatThrownBy(() -> list(tar)).isInstanceOf(UnsupportedException.class);
  }

  @Test
  void everyCutBeforeTheTrailerIsDamage() throws IOException {
    sh("printf hello >a && printf world >" + "b".repeat(120));
    byte[] tar = sh("tar c --format=pax a " + "b".repeat(120));
    int end = contentEnd(tar);
    assertThat(list(Arrays.copyOf(tar, end + 512))).hasSize(2);
    for (int length = 0; length < end + 512; length += 37) {
      byte[] cut = Arrays.copyOf(tar, length);
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

  private static List<String> list(byte[] tar) throws IOException {
    List<String> members = new ArrayList<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    for (TarReader.Member member = reader.next(); member != null; member = reader.next()) {
      String line = member.type() + " " + member.path() + " " + member.size();
      if (member.type() == '1' || member.type() == '2') {
        line += " -> " + member.link();
      } else if (member.type() == '0') {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        reader.copyContent(content);
        line += (member.mode() & 0100) != 0 ? " x " : " ";
        line += content.toString(StandardCharsets.US_ASCII).replace("\0", "");
      }
      members.add(line);
    }
    return members;
  }
}
