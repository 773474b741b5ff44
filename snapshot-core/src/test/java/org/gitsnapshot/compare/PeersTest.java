package org.gitsnapshot.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.Sameness;
import org.gitsnapshot.report.TarDifference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same files as other programs pack them, against git: the content is the same, and why not.
 */
class PeersTest {
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
  void gnuTarInItsOwnFormat() {
    assertThat(differing("tar c --format=gnu --owner=me:1000 --group=us:100 p-1 >b.tar"))
        .contains("uid", "gid", "uname", "gname", "magic as written", "checksum as written")
        .contains("global headers", "pax comment", "devmajor as written")
        .doesNotContain("mtime");
  }

  @Test
  void theVerdictNamesValuesBeforeHowTheyAreWritten() {
    fixture.sh("tar c --owner=me:1000 --group=us:100 p-1 >b.tar");
    assertThat(fixture.compare("git.tar", "b.tar").verdict())
        .contains("uid, gid")
        .endsWith(" more)")
        .doesNotContain("as written");
  }

  @Test
  void aTarOfNothingButZeros() {
    fixture.sh("head -c 20480 /dev/zero | gzip >zeros.tar.gz");
    assertThat(fixture.compare("zeros.tar.gz", "git.tar").notes())
        .singleElement()
        .asString()
        .endsWith("zeros.tar.gz has no entries: all its 20480 bytes are zeros");
  }

  @Test
  void gnuTarInPax() {
    assertThat(differing("tar c --format=pax p-1 >b.tar"))
        .contains("extension headers", "pax atime", "pax ctime")
        .doesNotContain("magic as written");
  }

  /** As Buildroot's download helper packs a checkout. */
  @Test
  void aSortedTarWithNumericOwners() {
    Set<String> what =
        differing(
            "find p-1 -not -type d >list; LC_ALL=C sort -o list list; tar c --format=posix"
                + " --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime"
                + " --mtime=@1577836800 --owner=0 --group=0 --numeric-owner"
                + " --no-recursion -T list >b.tar");
    assertThat(what)
        .contains("entries of directories", "uname", "gname", "global headers")
        .doesNotContain("mtime", "order", "uid");
  }

  @Test
  void bsdtar() {
    assertThat(differing("bsdtar cf b.tar --format ustar p-1"))
        .contains("uid as written", "mode as written", "global headers")
        .doesNotContain("magic as written");
  }

  @Test
  void pythonsTarfile() {
    assertThat(
            differing(
                "python3 -c \"import tarfile;t=tarfile.open('b.tar','w');t.add('p-1');t.close()\""))
        .contains("checksum as written", "global headers");
  }

  /** The library that JGit's own archives are written with. */
  @Test
  void commonsCompress() throws IOException {
    Path root = directory.resolve("p-1");
    try (Stream<Path> files = Files.walk(root);
        TarArchiveOutputStream out =
            new TarArchiveOutputStream(Files.newOutputStream(directory.resolve("b.tar")))) {
      for (Path file : files.sorted().toList()) {
        String name = directory.relativize(file).toString();
        TarArchiveEntry entry;
        if (Files.isSymbolicLink(file)) {
          entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
          entry.setLinkName(Files.readSymbolicLink(file).toString());
        } else {
          entry = new TarArchiveEntry(Files.isDirectory(file) ? name + "/" : name);
          entry.setSize(Files.isDirectory(file) ? 0 : Files.size(file));
          entry.setMode(Files.isExecutable(file) ? 0100755 : 0100644);
        }
        entry.setModTime(FileTime.fromMillis(1_577_836_800_000L));
        out.putArchiveEntry(entry);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          long unused = Files.copy(file, out);
        }
        out.closeArchiveEntry();
      }
    }
    assertThat(differing("true"))
        .contains("mode", "checksum as written", "global headers", "zeros at the end")
        .doesNotContain("mtime");
  }

  private Set<String> differing(String script) {
    fixture.sh(script);
    CompareReport report = fixture.compare("git.tar", "b.tar");
    assertThat(report.sameness()).as(report.verdict()).isEqualTo(Sameness.SAME_CONTENT);
    assertThat(report.verdict()).startsWith("same content, tar differs (");
    assertThat(report.files()).isEmpty();
    Set<String> what = new LinkedHashSet<>();
    report.tar().stream().map(TarDifference::what).forEach(what::add);
    return what;
  }
}
