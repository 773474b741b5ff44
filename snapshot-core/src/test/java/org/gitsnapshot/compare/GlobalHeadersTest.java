package org.gitsnapshot.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.compare.CompareFixture.groups;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the header that a commit's archive begins with. */
class GlobalHeadersTest {
  private static final int CHECKSUM = 148;

  private CompareFixture fixture;

  @BeforeEach
  void begin(@TempDir Path temp) throws IOException {
    fixture = new CompareFixture(temp);
  }

  @AfterEach
  void end() {
    fixture.close();
  }

  private List<String> globals(String a, String b) {
    return groups(fixture.compare(a, b)).stream()
        .filter(each -> each.contains("global header"))
        .toList();
  }

  @Test
  void fieldsAreNamed() throws IOException {
    byte[] tar = fixture.read("git.tar");
    byte[] other = TarEdits.first(tar, header -> header.put(100, 8, "0000644"));
    Path unused = fixture.write("mode.tar", other);
    assertThat(globals("git.tar", "mode.tar"))
        .containsExactly("mode of the global header: 0666 → 0644 x1");
    byte[] older =
        TarEdits.first(
            other,
            header -> {
              header.put(265, 32, "somebody");
              header.put(136, 12, "00000000000");
            });
    Path unused2 = fixture.write("older.tar", older);
    assertThat(globals("mode.tar", "older.tar"))
        .containsExactly(
            "mtime of the global header: 1577836800 (2020-01-01T00:00:00Z)"
                + " → 0 (1970-01-01T00:00:00Z) x1",
            "uname of the global header: \"root\" → \"somebody\" x1");
    assertThat(fixture.compare("git.tar", "mode.tar").verdict())
        .isEqualTo("same content, tar differs (mode of the global header)");
  }

  @Test
  void theSumIsNamedWhereNothingElseDiffers() throws IOException {
    byte[] tar = fixture.read("git.tar");
    byte[] sum = tar.clone();
    assertThat(sum[CHECKSUM + 7]).isZero();
    sum[CHECKSUM + 7] = ' ';
    Path unused = fixture.write("sum.tar", sum);
    assertThat(globals("git.tar", "sum.tar"))
        .hasSize(1)
        .allMatch(each -> each.startsWith("checksum of the global header as written: "));
  }
}
