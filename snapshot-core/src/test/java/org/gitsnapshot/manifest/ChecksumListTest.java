package org.gitsnapshot.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle is {@code sha256sum} of GNU coreutils. */
class ChecksumListTest {
  private static final List<String> NAMES =
      List.of(
          "gnulib-b28236b.tar.gz",
          "Z",
          "a",
          "a-b",
          "a b",
          " a",
          "*a",
          "#a",
          "é",
          "back\\slash",
          "line\nfeed",
          "return\rhere",
          "\\",
          "end\\n",
          "end\r",
          "\\\\\n");

  private static final String HEX =
      "5854d06793cda3d7e24a234cad9f5983bd2526ef70a3562c15066518bac06d27";

  private static Digest digest(DigestAlgorithm algorithm, byte[] content) {
    return Digest.of(algorithm, algorithm.newMessageDigest().digest(content));
  }

  private static ChecksumList parse(String text) throws InvalidInputException {
    return ChecksumList.parse(
        "SUMS", DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ChecksumList list) {
    return new String(list.toBytes(), StandardCharsets.UTF_8);
  }

  private static String run(Path dir, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  /** Makes a file of each name and returns their list. */
  private static ChecksumList files(Path dir, DigestAlgorithm algorithm) throws Exception {
    Map<ByteString, Digest> entries = new TreeMap<>();
    for (String name : NAMES) {
      byte[] content = ("content of " + name).getBytes(StandardCharsets.UTF_8);
      Files.write(dir.resolve(name), content);
      entries.put(ByteString.utf8(name), digest(algorithm, content));
    }
    return ChecksumList.of(algorithm, entries);
  }

  @Test
  void theToolsAcceptWhatWeWrite(@TempDir Path dir, @TempDir Path lists) throws Exception {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      Path list = lists.resolve(algorithm.label());
      Files.write(list, files(dir, algorithm).toBytes());
      String output = run(dir, algorithm.label() + "sum", "--check", "--strict", list.toString());
      assertThat(output.split(": OK\n", -1)).hasSize(NAMES.size() + 1);
    }
  }

  @Test
  void weWriteWhatTheToolWritesInTheOrderOfBytes(@TempDir Path dir) throws Exception {
    ChecksumList list = files(dir, DigestAlgorithm.SHA256);
    String[] command = new String[NAMES.size() + 2];
    command[0] = "sha256sum";
    command[1] = "--";
    List<String> sorted =
        NAMES.stream().map(ByteString::utf8).sorted().map(ByteString::asUtf8).toList();
    for (int i = 0; i < sorted.size(); i++) {
      command[i + 2] = sorted.get(i);
    }
    assertThat(text(list)).isEqualTo(run(dir, command));
    command[1] = "--binary";
    assertThat(parse(run(dir, command))).isEqualTo(list);
  }

  @Test
  void everyListReadsBack() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      Map<ByteString, Digest> entries = new TreeMap<>();
      for (int j = random.nextInt(5); j > 0; j--) {
        byte[] name = new byte[1 + random.nextInt(6)];
        for (int k = 0; k < name.length; k++) {
          int choice = random.nextInt(6);
          name[k] = choice < 4 ? (byte) "\\\n\rn".charAt(choice) : (byte) (1 + random.nextInt(255));
        }
        byte[] value = new byte[32];
        random.nextBytes(value);
        entries.put(ByteString.of(name), Digest.of(DigestAlgorithm.SHA256, value));
      }
      ChecksumList list = ChecksumList.of(DigestAlgorithm.SHA256, entries);
      assertThat(ChecksumList.parse("SUMS", DigestAlgorithm.SHA256, list.toBytes()))
          .isEqualTo(list);
      assertThat(list.entries()).isEqualTo(entries);
    }
  }

  @Test
  void readsListsOfOthers() throws Exception {
    String upper = HEX.toUpperCase(Locale.ROOT);
    ChecksumList list =
        parse("# made by hand\r\n" + upper + " *b\r\n\n" + HEX + "  a\n" + HEX + "  a");
    assertThat(text(list)).isEqualTo(HEX + "  a\n" + HEX + "  b\n");
    assertThat(list.get("b")).contains(new Digest(DigestAlgorithm.SHA256, HEX));
    assertThat(list.get("c")).isEmpty();
    assertThat(parse("").toBytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'x'               | not a line of a sha256 list",
        "'%s'              | not a line of a sha256 list",
        "'%s  '            | not a line of a sha256 list",
        "'%s a'            | not a line of a sha256 list",
        "'%s\t a'          | not a line of a sha256 list",
        "'%sa  a'          | not a line of a sha256 list",
        "' %s  a'          | not a line of a sha256 list",
        "'SHA256 (a) = %s' | not a line of a sha256 list",
        "'\\%s  a\\x'      | a backslash that escapes nothing",
        "'\\%s  a\\'       | a backslash that escapes nothing",
      })
  void otherLinesAreRefused(String line, String message) {
    assertThatThrownBy(() -> parse(HEX + "  z\n" + line.formatted(HEX) + "\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("SUMS:2:1: " + message);
  }

  @Test
  void oneNameHasOneDigestAndNoNul() {
    assertThatThrownBy(() -> parse(HEX + "  a\n" + HEX.replace('5', '6') + "  a\n"))
        .hasMessage("SUMS:2:1: another digest for a");
    assertThatThrownBy(() -> parse(HEX + "  a\0b\n"))
        .hasMessage("SUMS:1:1: there is a NUL in the name");
    Digest digest = new Digest(DigestAlgorithm.SHA256, HEX);
    for (String name : List.of("", "a\0")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> ChecksumList.of(DigestAlgorithm.SHA256, Map.of(ByteString.utf8(name), digest)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ChecksumList.of(DigestAlgorithm.SHA512, Map.of(ByteString.utf8("a"), digest)));
  }

  @Test
  void newerLinesReplaceOlderOnes() throws Exception {
    String other = HEX.replace('5', '6');
    ChecksumList merged =
        parse(HEX + "  a\n" + HEX + "  b\n").merge(parse(other + "  b\n" + other + "  A\n"));
    assertThat(text(merged)).isEqualTo(other + "  A\n" + HEX + "  a\n" + other + "  b\n");
    ChecksumList longer = ChecksumList.of(DigestAlgorithm.SHA512, Map.of());
    assertThatIllegalArgumentException().isThrownBy(() -> merged.merge(longer));
  }
}
