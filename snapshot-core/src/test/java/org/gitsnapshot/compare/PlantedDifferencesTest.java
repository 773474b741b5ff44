package org.gitsnapshot.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.compare.CompareFixture.groups;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.report.ArchiveMap;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.FileDifference.Change;
import org.gitsnapshot.report.Sameness;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.CompareSide;
import org.gitsnapshot.testing.TarEntries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs that differ in one layer each, and whether that layer is named and no other. */
@Tag("one-jvm")
class PlantedDifferencesTest {
  @TempDir Path directory;
  private CompareFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new CompareFixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theSameBytesAreIdentical() {
    CompareReport report = fixture.compare("git.tar", "git.tar");
    assertThat(report.sameness()).isEqualTo(Sameness.IDENTICAL);
    assertThat(report.verdict()).isEqualTo("identical");
    assertThat(report.a().raw()).isEqualTo(report.b().raw()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "gzip -n -6, gzip -n -9, gnu-gzip -6 against gnu-gzip -9",
    "gzip -n, bzip2 -3, gnu-gzip -6 against bzip2 -3",
    "cat, xz -T1 --check=crc32, not compressed against xz -6 check=crc32",
    "cat, xz -T1 --lzma2=nice=77 --check=none, not compressed against an unknown xz compressor",
    "gzip -n, (gzip; printf '' | gzip -n), gnu-gzip -6 against an unknown gzip compressor"
  })
  void theCompressorIsNamed(String a, String b, String words) {
    fixture.sh(a + " <git.tar >a; " + b + " <git.tar >b");
    CompareReport report = fixture.compare("a", "b");
    assertThat(report.sameness()).isEqualTo(Sameness.SAME_RAW_TAR);
    assertThat(report.verdict()).startsWith("same raw tar, compressed differently (" + words);
    assertThat(report.file()).isPresent();
    assertThat(report.raw()).isEmpty();
  }

  /** What takes a file's place, or is written into it, when the archive is unpacked. */
  @Test
  void whatReplacesAFileIsContent() throws IOException {
    byte[] tar = fixture.read("git.tar");
    List<byte[]> odd =
        List.of(
            TarEntries.entry("p-1/run", 'Z', "", "evil"),
            TarEntries.entry("p-1/run", '6', "", ""),
            TarEntries.entry("p-1/run", '5', "", ""),
            TarEntries.entry("p-1/new", 'Z', "", "evil"),
            TarEntries.entry("p-1/new", 'V', "", "evil"));
    for (byte[] entry : odd) {
      Path unused = fixture.write("b.tar", TarEntries.append(tar, entry));
      assertThat(fixture.compare("git.tar", "b.tar").verdict()).startsWith("content differs");
    }
    byte[] one = TarEntries.pax("size", "3");
    for (String content : List.of("one", "two")) {
      byte[] link = TarEntries.entry("l", '1', "f", content);
      Path unused =
          fixture.write(
              content + ".tar", TarEntries.tar(TarEntries.entry("f", '0', "", "x"), one, link));
    }
    assertThat(fixture.compare("one.tar", "two.tar").verdict()).startsWith("content differs");
  }

  /** They are what unpacking leaves, as files are. */
  @Test
  void devicesAndPipesAreContent() throws IOException {
    byte[] tar = fixture.read("git.tar");
    String[] names = {"pipe", "block", "character", "label"};
    char[] types = {'6', '4', '3', 'V'};
    for (int i = 0; i < names.length; i++) {
      byte[] entry = TarEntries.entry("p-1/new", types[i], "", names[i].equals("label") ? "x" : "");
      Path unused = fixture.write(names[i], TarEntries.append(tar, entry));
      CompareReport added = fixture.compare("git.tar", names[i]);
      assertThat(added.verdict()).isEqualTo("content differs (1 file)");
      assertThat(added.files().get(0).change()).isEqualTo(Change.ONLY_IN_B);
      assertThat(groups(added)).noneMatch(group -> group.contains("entries"));
      unused =
          fixture.write(
              "again", TarEdits.headers(fixture.read(names[i]), h -> h.put(136, 12, "1")));
      assertThat(fixture.compare(names[i], "again").sameness()).isEqualTo(Sameness.SAME_CONTENT);
      if (i > 0) {
        assertThat(fixture.compare(names[i - 1], names[i]).files().get(0).change())
            .isEqualTo(Change.KIND);
      }
    }
    Path unused =
        fixture.write(
            "other",
            TarEdits.headers(
                fixture.read("block"), h -> h.put(337, 8, h.type() == '4' ? "7" : "0000000")));
    assertThat(fixture.compare("block", "other").verdict()).isEqualTo("content differs (1 file)");
    fixture.sh("mkfifo p-1/new");
    assertThat(fixture.compare("pipe", "p-1").sameness()).isEqualTo(Sameness.IDENTICAL);
    assertThat(fixture.compare("git.tar", "p-1").verdict()).isEqualTo("content differs (1 file)");
  }

  @ParameterizedTest
  @CsvSource({
    "136, 12, 00000000000, mtime: 1577836800 (2020-01-01T00:00:00Z) → 0 (1970-01-01T00:00:00Z)",
    "265, 32, builder, 'uname: \"root\" → \"builder\"'",
    "297, 32, '', 'gname: \"root\" → \"\"'",
    "108, 8, 0001750, uid: 0 → 1000",
    "329, 8, 0000001, devmajor: 0 → 1",
    "108, 8, '     0 ', 'uid as written: \"0000000\\x00\" → \"     0 \\x00\"'",
    "263, 2, ' ', 'version: \"00\" → \" \"'",
    "500, 12, x, 'rest: \"\" → \"x\"'"
  })
  void oneHeaderFieldIsOneLine(int offset, int length, String value, String words)
      throws IOException {
    byte[] tar = fixture.read("git.tar");
    Path unused = fixture.write("b.tar", TarEdits.headers(tar, h -> h.put(offset, length, value)));
    CompareReport report = fixture.compare("git.tar", "b.tar");
    assertThat(groups(report)).containsExactly(words + " x10");
    assertThat(report.verdict())
        .isEqualTo("same content, tar differs (" + words.substring(0, words.indexOf(':')) + ")");
    assertThat(report.tar().get(0).places()).hasSize(3);
    assertThat(report.mapA().orElseThrow().regions())
        .extracting(ArchiveMap.Region::what)
        .containsOnly(ArchiveMap.What.TAR);
  }

  @Test
  void aModeThatIsNoPermissionToExecuteIsOfTheTar() throws IOException {
    byte[] tar = fixture.read("git.tar");
    Path unused =
        fixture.write(
            "b.tar",
            TarEdits.headers(
                tar, h -> h.put(100, 8, h.name().endsWith("/a") ? "0000600" : "0000775")));
    CompareReport report = fixture.compare("git.tar", "b.tar");
    assertThat(report.sameness()).isEqualTo(Sameness.CONTENT_DIFFERS);
    assertThat(report.fileCounts()).containsOnlyKeys(Change.EXECUTABLE);
    assertThat(groups(report)).contains("mode: 0664 → 0600 x1");
  }

  @Test
  void valuesThatVaryAreOneLine() throws IOException {
    byte[] tar = fixture.read("git.tar");
    Path unused =
        fixture.write(
            "b.tar",
            TarEdits.headers(tar, h -> h.put(136, 12, String.format("%011o", 100 + h.index()))));
    assertThat(groups(fixture.compare("git.tar", "b.tar")))
        .containsExactly("mtime: 1577836800 (2020-01-01T00:00:00Z) → various x10");
  }

  @Test
  void paddingTrailerAndWhatIsBehindAreTold() throws IOException {
    byte[] tar = fixture.read("git.tar");
    byte[] padded =
        TarEdits.headers(
            tar,
            h -> {
              if (h.name().endsWith("doc/a")) {
                h.tar()[h.at() + 512 + 100] = 1;
              }
            });
    Path unused = fixture.write("padded.tar", padded);
    assertThat(groups(fixture.compare("git.tar", "padded.tar")))
        .containsExactly("padding: zeros → other bytes x1");
    unused = fixture.write("longer.tar", Arrays.copyOf(tar, tar.length + 10240));
    assertThat(groups(fixture.compare("git.tar", "longer.tar")))
        .singleElement()
        .asString()
        .startsWith("zeros at the end: ");
    byte[] more = Arrays.copyOf(tar, tar.length + 512);
    more[tar.length] = 'x';
    unused = fixture.write("more.tar", more);
    CompareReport behind = fixture.compare("git.tar", "more.tar");
    assertThat(groups(behind)).containsExactly("behind the end: 0 bytes → 512 bytes x1");
    more[tar.length] = 'y';
    unused = fixture.write("other.tar", more);
    assertThat(fixture.compare("more.tar", "other.tar").verdict())
        .isEqualTo("same content, tar differs (bytes that say nothing)");
  }

  @Test
  void theTopDirectoryIsOneLineAndEntriesArePairedBelowIt() {
    fixture.sh("git -C r archive --prefix=q-2.0/ HEAD >q.tar; git -C r archive HEAD >bare.tar");
    CompareReport report = fixture.compare("git.tar", "q.tar");
    assertThat(groups(report)).containsExactly("top directory: \"p-1/\" → \"q-2.0/\" x1");
    assertThat(groups(fixture.compare("git.tar", "bare.tar")))
        .contains("top directory: \"p-1/\" → none x1")
        .doesNotContain("order: one → another x1");
  }

  @Test
  void aTopDirectoryMayBeDeepOrAbsolute() {
    fixture.sh(
        "git -C r archive --prefix=x/p-1/ HEAD >deep.tar; git -C r archive --prefix=/p-1/ HEAD >abs.tar"
            + "; mkdir -p y && cp -r p-1 y && tar cf other.tar y");
    for (String tar : List.of("deep.tar", "abs.tar")) {
      CompareReport own = fixture.compare(fixture.side(tar), fixture.commit(Optional.empty()));
      assertThat(own.sameness()).isEqualTo(Sameness.IDENTICAL);
      assertThat(fixture.compare("git.tar", tar).verdict())
          .isEqualTo("same content, tar differs (top directory)");
    }
    assertThat(groups(fixture.compare("deep.tar", "other.tar")))
        .contains("top directory: \"x/\" → \"y/\" x1");
  }

  @Test
  void anotherCommitOfTheSameTreeIsAnotherComment() {
    fixture.sh(
        "cd r && GIT_COMMITTER_DATE='1577836800 +0000' git commit -q --allow-empty -m two"
            + " && git archive --prefix=p-1/ HEAD >../two.tar");
    CompareReport report = fixture.compare("git.tar", "two.tar");
    assertThat(report.verdict()).isEqualTo("same content, tar differs (pax comment)");
    assertThat(report.tar().get(0).from()).hasSize(42);
  }

  @Test
  void entriesOrderAndDuplicates() {
    fixture.sh(
        "o='--sort=name --owner=0 --numeric-owner'; tar c $o p-1 >a.tar; tar c $o p-1/src p-1/run"
            + " p-1/link p-1/doc p-1/binary >b.tar; cp a.tar c.tar; tar rf c.tar --owner=0"
            + " --numeric-owner p-1/run");
    CompareReport order = fixture.compare("a.tar", "b.tar");
    assertThat(groups(order))
        .contains("entries of directories: there → none x1")
        .anyMatch(group -> group.startsWith("order: one → another"));
    CompareReport twice = fixture.compare("a.tar", "c.tar");
    assertThat(twice.sameness()).isEqualTo(Sameness.SAME_CONTENT);
    assertThat(groups(twice)).contains("paths that are there twice: none → there x1");
    assertThat(fixture.compare("c.tar", "p-1").sameness()).isEqualTo(Sameness.IDENTICAL);
  }

  /** Programs keep the first or the last, so that neither may be what the other side has. */
  @ParameterizedTest
  @CsvSource({
    "good, good, SAME_CONTENT",
    "evil good, good, CONTENT_DIFFERS",
    "good evil, good, CONTENT_DIFFERS",
    "good evil good, good, CONTENT_DIFFERS",
    "good good, good, SAME_CONTENT",
    "good good, evil evil, CONTENT_DIFFERS",
    "good good evil, good evil evil, SAME_CONTENT",
    "good evil, evil good, CONTENT_DIFFERS",
    "good evil, '', CONTENT_DIFFERS",
    "good exec, good, CONTENT_DIFFERS",
    "good dir, good, CONTENT_DIFFERS",
    "dir good, good, CONTENT_DIFFERS",
    "dir good, dir, CONTENT_DIFFERS",
    "dir dir, dir, SAME_CONTENT",
    "good pipe, good, CONTENT_DIFFERS",
    "good link, good, CONTENT_DIFFERS",
    "good self, good, SAME_CONTENT",
    "good dots, good, SAME_CONTENT",
    "evil dots, good, CONTENT_DIFFERS",
    "good spare, good, SAME_CONTENT",
    "evil spare, good, CONTENT_DIFFERS",
  })
  void aPathThatIsThereTwiceIsContentUnlessItIsTheSame(String a, String b, Sameness expected)
      throws IOException {
    Path unused = fixture.write("a", copies(a));
    unused = fixture.write("b", copies(b));
    for (CompareReport report : List.of(fixture.compare("a", "b"), fixture.compare("b", "a"))) {
      assertThat(report.sameness() == Sameness.CONTENT_DIFFERS)
          .as(report.verdict())
          .isEqualTo(expected == Sameness.CONTENT_DIFFERS);
      boolean differing = a.contains(" ") && !a.equals("good good");
      if (expected == Sameness.CONTENT_DIFFERS && differing) {
        assertThat(report.files()).singleElement().extracting("change").isEqualTo(Change.TWICE);
      }
    }
  }

  /** GNU tar unpacks {@code p/f}, and bsdtar and Python {@code p/g}. */
  @Test
  void whatProgramsReadDifferentlyIsContentUnlessItIsTheSameThing() throws IOException {
    byte[] file = TarEntries.entry("p/f", '0', "", "good");
    byte[] record = TarEntries.pax("path", "p/f");
    byte[] name = TarEntries.longName('L', "p/g");
    byte[] later = TarEntries.with(file, 136, "00000000001");
    Path unused = fixture.write("plain", TarEntries.tar(file));
    unused = fixture.write("both", TarEntries.tar(name, record, file));
    unused = fixture.write("later", TarEntries.tar(name, record, later));
    unused = fixture.write("other", TarEntries.tar(TarEntries.longName('L', "p/h"), record, file));
    unused = fixture.write("twice", TarEntries.tar(file, name, record, file));
    unused = fixture.write("more", TarEntries.tar(file, TarEntries.entry("p/e/", '0', "", "")));
    fixture.sh("mkdir u && cp plain u && cd u && tar xf plain && rm plain");
    for (String other : List.of("both", "other", "more")) {
      for (CompareReport report :
          List.of(fixture.compare("plain", other), fixture.compare(other, "plain"))) {
        assertThat(report.verdict()).isEqualTo("content differs (1 file)");
        assertThat(report.files()).singleElement().extracting("change").isEqualTo(Change.DISPUTED);
      }
    }
    assertThat(fixture.compare("both", "u").verdict()).isEqualTo("content differs (1 file)");
    assertThat(fixture.compare("plain", "twice").fileCounts()).containsOnlyKeys(Change.TWICE);
    assertThat(fixture.compare("both", "other").fileCounts()).containsOnlyKeys(Change.DISPUTED);
    assertThat(fixture.compare("both", "later").verdict())
        .isEqualTo("same content, tar differs (mtime)");
  }

  private static byte[] copies(String words) {
    List<byte[]> entries = new ArrayList<>(List.of(TarEntries.entry("p/", '5', "", "")));
    for (String word : words.split(" ", -1)) {
      switch (word) {
        case "good", "evil" -> entries.add(TarEntries.entry("p/f", '0', "", word));
        case "dots" -> entries.add(TarEntries.entry("./p/f", '0', "", "good"));
        case "spare" -> entries.add(TarEntries.entry("p//./f", '0', "", "good"));
        case "exec" ->
            entries.add(
                TarEdits.headers(
                    TarEntries.entry("p/f", '0', "", "good"), h -> h.put(100, 8, "0000755")));
        case "dir" -> entries.add(TarEntries.entry("p/f/", '5', "", ""));
        case "pipe" -> entries.add(TarEntries.entry("p/f", '6', "", ""));
        case "link" -> entries.add(TarEntries.entry("p/f", '2', "good", ""));
        case "self" -> entries.add(TarEntries.entry("p/f", '1', "p/f", ""));
        default -> {}
      }
    }
    return TarEntries.tar(entries.toArray(byte[][]::new));
  }

  @Test
  void theCopyThatDiffersIsShown() throws IOException {
    Path unused = fixture.write("a", copies("good evil"));
    unused = fixture.write("b", copies("good"));
    FileDifference file = fixture.compare("a", "b").files().get(0);
    assertThat(file.path()).hasToString("f");
    assertThat(file.diff().orElseThrow().hunks().get(0).lines())
        .extracting(line -> line.mark() + line.text())
        .contains("-evil", "+good");
  }

  @Test
  void namesWithPartsThatSayNothingAreTold() throws IOException {
    Path unused = fixture.write("a", copies("good"));
    unused = fixture.write("b", copies("spare"));
    assertThat(fixture.compare("a", "b").verdict())
        .isEqualTo("same content, tar differs (// or /./ in the name)");
  }

  /** It unpacks to nothing, and is no path that others could be below or beside. */
  @Test
  void theNameOfAVolumeIsOfTheTar() {
    fixture.sh("tar cf a.tar p-1; tar cf b.tar -V 'p 1.0' p-1; tar cf c.tar -V 'p 2.0' p-1");
    CompareReport label = fixture.compare("a.tar", "b.tar");
    assertThat(label.sameness()).isEqualTo(Sameness.SAME_CONTENT);
    assertThat(groups(label)).contains("volume label: none → \"p 1.0\" x1");
    assertThat(label.b().topDirectory()).hasToString("p-1/");
    assertThat(label.a().entries()).isEqualTo(label.b().entries());
    assertThat(groups(fixture.compare("b.tar", "c.tar")))
        .contains("volume label: \"p 1.0\" → \"p 2.0\" x1");
    assertThat(fixture.compare("b.tar", "p-1").sameness()).isEqualTo(Sameness.IDENTICAL);
  }

  @Test
  void paxRecordsAreToldByKey() {
    String python =
        """
        import tarfile,sys
        t=tarfile.open(sys.argv[1],'w',format=tarfile.PAX_FORMAT)
        def f(i):
         i.pax_headers=eval(sys.argv[2])
         return i
        t.add('p-1',filter=f)
        t.close()
        """;
    fixture.sh(
        "python3 -c \""
            + python
            + "\" a.tar \"{'comment':'x'}\"; python3 -c \""
            + python
            + "\" b.tar \"{'comment':'y','hello':'world'}\"; python3 -c \""
            + python
            + "\" c.tar '{}'");
    assertThat(groups(fixture.compare("a.tar", "b.tar")))
        .contains("pax hello: none → \"world\" x10", "pax comment: \"x\" → \"y\" x10");
    assertThat(groups(fixture.compare("c.tar", "a.tar"))).contains("pax comment: none → \"x\" x10");
  }

  @Test
  void contentIsToldFileByFile() {
    fixture.sh(
        "cp -r p-1 new && cd new && sed -i 's/^15$/fifteen/' src/lines && printf 'a\\0c' >binary"
            + " && chmod 755 doc/a && rm link && ln -s run link && mkdir sub && mv src/deep/b sub/b"
            + " && rm run && ln -s doc/a run && cd .. && tar c --transform 's,^new,p-1,' new >b.tar");
    CompareReport report = fixture.compare("git.tar", "b.tar");
    assertThat(report.verdict()).isEqualTo("content differs (7 files)");
    assertThat(report.files())
        .extracting(FileDifference::path)
        .extracting(Object::toString)
        .containsExactly("binary", "src/lines", "run", "link", "doc/a", "src/deep/b", "sub/b");
    assertThat(report.files())
        .extracting(FileDifference::change)
        .containsExactly(
            Change.CONTENT,
            Change.CONTENT,
            Change.KIND,
            Change.TARGET,
            Change.EXECUTABLE,
            Change.ONLY_IN_A,
            Change.ONLY_IN_B);
    FileDifference binary = report.files().get(0);
    assertThat(binary.firstDifference()).hasValue(2);
    assertThat(binary.diff()).isEmpty();
    FileDifference lines = report.files().get(1);
    assertThat(lines.diff().orElseThrow().hunks().get(0).head()).isEqualTo("@@ -12,7 +12,7 @@");
    assertThat(report.mapA().orElseThrow().regions())
        .extracting(ArchiveMap.Region::what)
        .contains(ArchiveMap.What.CONTENT);
  }

  @Test
  void limitsCutAndSaySo() throws IOException {
    fixture.sh("mkdir n m && for i in $(seq 50); do echo $i >n/$i; echo x$i >m/$i; done");
    CompareReport report =
        fixture.compare(
            new CompareRequest(
                fixture.side("n"), fixture.side("m"), new CompareRequest.Detail(20, 5, 9, 99, 1)));
    assertThat(report.filesTotal()).isEqualTo(50);
    assertThat(report.files()).hasSize(20);
    assertThat(report.files().stream().filter(f -> f.diff().isPresent())).hasSize(5);
    assertThat(report.notes())
        .containsExactly(
            "30 more files differ and are not listed (--most)",
            "15 of the files listed were not compared line by line (--diffs)");
    CompareReport lines =
        fixture.compare(
            new CompareRequest(
                fixture.side("n"), fixture.side("m"), new CompareRequest.Detail(20, 5, 0, 99, 1)));
    assertThat(lines.files().get(0).diff().orElseThrow().leftOut()).isEqualTo(2);
  }

  @Test
  void manyThatDifferInOneWayTakeNoPlaceFromOthers() throws IOException {
    fixture.sh(
        "mkdir n m && for i in $(seq 50); do echo $i >n/a$i; done && echo y >m/y && chmod 755 m/y"
            + " && echo old >n/z && echo new >m/z && echo x >n/x && cp n/x m/x && chmod 755 m/x");
    CompareReport report =
        fixture.compare(
            new CompareRequest(
                fixture.side("n"), fixture.side("m"), new CompareRequest.Detail(20, 5, 9, 99, 1)));
    assertThat(report.groups())
        .extracting(group -> group.what() + " " + group.files().size() + " of " + group.count())
        .containsExactly(
            "content 1 of 1", "executable 1 of 1", "only-in-a 20 of 50", "only-in-b 1 of 1");
    assertThat(report.files()).hasSize(23);
    FileDifference changed = report.files().get(0);
    assertThat(changed.path()).hasToString("z");
    assertThat(changed.diff()).isPresent();
    assertThat(report.files())
        .filteredOn(file -> file.change() == Change.ONLY_IN_A)
        .isSortedAccordingTo(Comparator.comparing(FileDifference::path));
    assertThat(report.notes()).containsExactly("30 more files differ and are not listed (--most)");
  }

  @Test
  void aDirectoryHasContentOnly() {
    assertThat(fixture.compare("git.tar", "p-1").verdict())
        .isEqualTo("identical: the content is the same, and a directory has no tar");
    CompareReport clone = fixture.compare("p-1", "r");
    assertThat(clone.sameness()).isEqualTo(Sameness.IDENTICAL);
    assertThat(clone.notes()).singleElement().asString().startsWith(".git in ");
    fixture.sh("mv p-1 src && mkdir wrap && mv src wrap");
    assertThat(fixture.compare("wrap", "git.tar").sameness()).isEqualTo(Sameness.IDENTICAL);
  }

  @Test
  void aCommitStandsForItsTar() {
    fixture.sh("gzip -n -9 <git.tar >git.tar.gz");
    CompareReport same =
        fixture.compare(fixture.side("git.tar.gz"), fixture.commit(Optional.empty()));
    assertThat(same.sameness()).isEqualTo(Sameness.IDENTICAL);
    assertThat(same.verdict())
        .isEqualTo("identical: the raw tar is the commit's, which gnu-gzip -9 compressed");
    CompareReport prefix =
        fixture.compare(fixture.commit(Optional.of("other/")), fixture.side("git.tar.gz"));
    assertThat(groups(prefix)).containsExactly("top directory: \"other/\" → \"p-1/\" x1");
    assertThat(fixture.compare(fixture.side("p-1"), fixture.commit(Optional.empty())).sameness())
        .isEqualTo(Sameness.IDENTICAL);
  }

  @Test
  void aStreamIsAFileThatIsReadOnce() throws IOException {
    byte[] tar = fixture.read("git.tar");
    CompareSide stream = new CompareSide.Stream("stream", new ByteArrayInputStream(tar));
    assertThat(fixture.compare(stream, fixture.side("git.tar")).verdict()).isEqualTo("identical");
  }

  @Test
  void filesThatAreNoArchivesAreComparedAsBytes() {
    fixture.sh("echo one >a; echo two >b; gzip -n <a >a.gz");
    assertThat(fixture.compare("a", "b").sameness()).isEqualTo(Sameness.BYTES_DIFFER);
    assertThat(fixture.compare("a", "a.gz").verdict())
        .isEqualTo("same bytes, compressed differently (not compressed against gnu-gzip -6)");
    assertThat(fixture.compare("a", "git.tar").verdict()).endsWith("a is not an archive)");
  }

  @Test
  void whatCannotBeReadIsAFailureThatNamesTheSide() throws IOException {
    Path unused = fixture.write("cut.tar", Arrays.copyOf(fixture.read("git.tar"), 2000));
    fixture.sh("gzip <git.tar | head -c 200 >cut.gz; echo one >a");
    CompareRequest.Detail detail = CompareRequest.Detail.DEFAULT;
    for (String cut : List.of("cut.tar", "cut.gz")) {
      assertThatThrownBy(
              () ->
                  fixture.compare(
                      new CompareRequest(fixture.side("git.tar"), fixture.side(cut), detail)))
          .isInstanceOf(CorruptObjectException.class)
          .hasMessageContaining(cut + ": ");
    }
    assertThatThrownBy(
            () ->
                fixture.compare(
                    new CompareRequest(fixture.side("none"), fixture.side("a"), detail)))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(
            () ->
                fixture.compare(new CompareRequest(fixture.side("p-1"), fixture.side("a"), detail)))
        .isInstanceOf(InvalidInputException.class);
  }
}
