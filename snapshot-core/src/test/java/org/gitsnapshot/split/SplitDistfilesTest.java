package org.gitsnapshot.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.SplitReport;
import org.gitsnapshot.report.SplitReport.DistFile;
import org.gitsnapshot.report.SplitReport.Medium;
import org.gitsnapshot.request.SplitRequest;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distfiles over media: few, the same for everybody, and readable by other tools. */
@Tag("one-jvm")
class SplitDistfilesTest {
  @TempDir private Path directory;

  private static SplitRequest.Space space(long size) {
    return new SplitRequest.Space(size, 0, 1, 0, false);
  }

  private SplitReport split(
      List<String> lines, Optional<SplitRequest.Order> order, SplitRequest.Space space)
      throws IOException {
    Path list = Files.write(directory.resolve("sizes"), lines);
    return new SplitDistfiles(Progress.NONE)
        .run(new SplitRequest(list, order, space, Optional.empty()));
  }

  private static List<String> random(Random random, int files, int largest) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      lines.add((1 + random.nextInt(largest)) + " f" + i);
    }
    return lines;
  }

  @Test
  void everyFileIsOnOneMediumThatHoldsItAndFewMediaAreUsed() throws Exception {
    Random random = new Random(11);
    int above = 0;
    for (int round = 0; round < 150; round++) {
      int capacity = 1_000 + random.nextInt(100_000);
      List<String> lines =
          random(random, 1 + random.nextInt(120), Math.max(1, capacity / (1 + round % 5)));
      SplitReport report = split(lines, Optional.empty(), space(capacity));
      Set<String> names = new HashSet<>();
      for (Medium medium : report.media()) {
        long sum = 0;
        for (DistFile file : medium.files()) {
          sum += file.size();
          assertThat(names.add(file.name())).isTrue();
        }
        assertThat(sum).isLessThanOrEqualTo(capacity);
      }
      assertThat(names).hasSameSizeAs(lines);
      assertThat(report.media().size())
          .isBetween(report.lowerBound(), report.lowerBound() + 1 + report.lowerBound() / 10);
      above += report.media().size() - report.lowerBound();
    }
    // The bound itself cannot always be met; what is beyond it must be rare.
    assertThat(above).isLessThan(30);
  }

  @Test
  void theOrderOfTheInputDoesNotMatter() throws Exception {
    Random random = new Random(12);
    List<String> lines = random(random, 80, 900);
    SplitReport first = split(lines, Optional.empty(), space(2_000));
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(lines, random);
      assertThat(split(lines, Optional.empty(), space(2_000))).isEqualTo(first);
    }
  }

  @Test
  void whatIsNeededEarlierIsNeverOnALaterMedium() throws Exception {
    Random random = new Random(13);
    for (int round = 0; round < 40; round++) {
      List<String> lines = random(random, 60, 700);
      List<String> needed = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        needed.add("f" + i);
      }
      Collections.shuffle(needed, random);
      Path order = Files.write(directory.resolve("order"), needed);
      SplitReport report = split(lines, Optional.of(new SplitRequest.Listed(order)), space(1_500));
      Map<String, Integer> mediumOf = new HashMap<>();
      for (int m = 0; m < report.media().size(); m++) {
        for (DistFile file : report.media().get(m).files()) {
          mediumOf.put(file.name(), m);
        }
      }
      assertThat(mediumOf).hasSize(60);
      List<Integer> inOrder = needed.stream().map(mediumOf::get).toList();
      assertThat(inOrder).isSorted();
      assertThat(report.ordered()).isEqualTo(40);
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfALine() throws Exception {
    Path order = Files.writeString(directory.resolve("order"), "\ufeffb\na\n");
    SplitReport report =
        split(List.of("\ufeff1 a", "1 b"), Optional.of(new SplitRequest.Listed(order)), space(1));
    assertThat(report.ordered()).isEqualTo(2);
    assertThat(report.media().get(0).files())
        .singleElement()
        .extracting(DistFile::name)
        .isEqualTo("b");
  }

  @Test
  void whatKeepsANameFromBeingOneIsNamed() {
    assertThatThrownBy(() -> split(List.of("1 a\\b"), Optional.empty(), space(10)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not a name for a file of a medium: a\\b")
        .satisfies(
            wrong ->
                assertThat(((InvalidInputException) wrong).hint().orElseThrow())
                    .contains("no backslash"));
  }

  @Test
  void reserveAndBlocksAreAccounted() throws Exception {
    List<String> lines = List.of("1 a", "4096 b", "4097 c");
    SplitRequest.Space space = new SplitRequest.Space(3 * 4096 + 500, 500, 4096, 0, false);
    assertThat(split(lines, Optional.empty(), space).media()).hasSize(2);
    SplitRequest.Space larger = new SplitRequest.Space(4 * 4096 + 500, 500, 4096, 0, false);
    assertThat(split(lines, Optional.empty(), larger).media()).hasSize(1);
  }

  /** Reading from a pipe would never end. */
  @Test
  void aListNamesPlainFilesAlone() throws Exception {
    byte[] unused = new Tool(directory).run(null, "mkfifo", "pipe");
    Path list = directory.resolve("SHA256SUMS");
    for (String name : List.of("pipe", "absent")) {
      Files.writeString(list, "0".repeat(64) + "  " + name + "\n");
      SplitRequest request =
          new SplitRequest(list, Optional.empty(), space(1000), Optional.empty());
      assertThatThrownBy(() -> new SplitDistfiles(Progress.NONE).run(request))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(name.equals("pipe") ? "pipe is no plain file" : "no such file");
    }
  }

  @Test
  void aFileLargerThanAMediumIsNamed() {
    assertThatThrownBy(() -> split(List.of("10 a", "1001 big"), Optional.empty(), space(1_000)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("big takes 1001");
  }

  private Path mirror() throws IOException {
    Path mirror = Files.createDirectory(directory.resolve("mirror"));
    Random random = new Random(14);
    for (int i = 0; i < 12; i++) {
      byte[] bytes = new byte[3_000 + random.nextInt(9_000)];
      random.nextBytes(bytes);
      Files.write(mirror.resolve("f" + i + ".tar.gz"), bytes);
    }
    Files.copy(mirror.resolve("f3.tar.gz"), mirror.resolve("same-as-f3.tar.gz"));
    Files.write(
        mirror.resolve("SHA256SUMS"),
        new Tool(mirror)
            .text("sh", "-c", "sha256sum *.tar.gz")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return mirror;
  }

  private SplitReport write(Path mirror, SplitRequest.Kind kind, Path to) throws IOException {
    SplitRequest.Output output = new SplitRequest.Output(kind, to, false);
    return new SplitDistfiles(Progress.NONE)
        .run(new SplitRequest(mirror, Optional.empty(), space(40 << 10), Optional.of(output)));
  }

  @Test
  void linksAndTheirListsAreWhatTheToolsExpect() throws Exception {
    Path mirror = mirror();
    Path media = directory.resolve("media");
    SplitReport report = write(mirror, SplitRequest.Kind.LINKS, media);
    assertThat(report.media().size()).isGreaterThan(1);
    for (Medium medium : report.media()) {
      Path one = media.resolve(medium.name());
      new Tool(one).run(null, "sha256sum", "-c", "--quiet", "SHA256SUMS");
      for (DistFile file : medium.files()) {
        assertThat(Files.isSameFile(one.resolve(file.name()), mirror.resolve(file.name())))
            .isTrue();
      }
    }
    assertThat(write(mirror, SplitRequest.Kind.LINKS, media).outcome())
        .isEqualTo(SplitReport.Outcome.THERE);
    Files.writeString(media.resolve("mine"), "x");
    assertThatThrownBy(() -> write(mirror, SplitRequest.Kind.LINKS, media))
        .isInstanceOf(OutputException.class);
    assertThat(media.resolve("mine")).hasContent("x");
  }

  @Test
  void tarsAreTheSameEachTimeFitAndAreReadByGnuTar() throws Exception {
    Path mirror = mirror();
    SplitReport report = write(mirror, SplitRequest.Kind.TARS, directory.resolve("one"));
    write(mirror, SplitRequest.Kind.TARS, directory.resolve("two"));
    for (Medium medium : report.media()) {
      Path tar = directory.resolve("one/" + medium.name() + ".tar");
      assertThat(Files.mismatch(tar, directory.resolve("two/" + medium.name() + ".tar")))
          .isEqualTo(-1);
      assertThat(Files.size(tar)).isLessThanOrEqualTo(40 << 10);
      Path unpacked = Files.createDirectory(directory.resolve(medium.name()));
      Tool tool = new Tool(unpacked);
      tool.run(null, "tar", "-xf", tar.toString());
      tool.run(null, "sha256sum", "-c", "--quiet", "SHA256SUMS");
    }
  }

  @Test
  void listsCheckWhereTheFilesAreAndAWrongFileIsForNoMedium() throws Exception {
    Path mirror = mirror();
    SplitReport report = write(mirror, SplitRequest.Kind.LISTS, directory.resolve("lists"));
    for (Medium medium : report.media()) {
      Path list = directory.resolve("lists/" + medium.name() + ".sha256");
      new Tool(mirror).run(null, "sha256sum", "-c", "--quiet", list.toString());
      assertThat(directory.resolve("lists/" + medium.name() + ".txt"))
          .hasContent(
              String.join("\n", medium.files().stream().map(DistFile::name).toList()) + "\n");
    }
    Files.write(mirror.resolve("f1.tar.gz"), new byte[5_000]);
    assertThatThrownBy(() -> write(mirror, SplitRequest.Kind.TARS, directory.resolve("bad")))
        .hasMessageContaining("f1.tar.gz");
    assertThat(directory.resolve("bad")).doesNotExist();
  }
}
