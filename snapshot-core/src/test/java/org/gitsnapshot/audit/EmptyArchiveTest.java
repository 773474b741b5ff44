package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.report.AuditVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tars without entries, as a download leaves them that got its room and no bytes. */
@Tag("one-jvm")
class EmptyArchiveTest {
  @TempDir Path directory;
  private AuditFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AuditFixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "head -c 5000 /dev/zero            ! all its 5000 bytes are zeros",
        "tar c -T /dev/null                ! all its 10240 bytes are zeros",
        "tar c -T /dev/null | gzip         ! all its 10240 bytes are zeros",
        "head -c 1024 /dev/zero; tar c r   ! 1024 bytes of zeros, which end a tar, come before the rest",
      })
  void thatNothingIsInItIsSaid(String command, String words) throws IOException {
    fixture.sh("{ " + command + "; } >e.tar");
    assertThatThrownBy(() -> fixture.audit("e.tar"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageEndingWith("e.tar has no entries: " + words);
    assertThat(fixture.audit("e.tar", Optional.of("v1.0")).notes())
        .anyMatch(note -> note.endsWith("e.tar has no entries: " + words));
  }

  @Test
  void anArchiveOfACommitWithoutFilesIsFoundAllTheSame() throws IOException {
    fixture.sh(
        "cd r && git rm -rq . && git commit -qm none && git archive HEAD >../none.tar"
            + " && git archive HEAD^{tree} >../tree.tar");
    assertThat(fixture.audit("none.tar").verdict()).isEqualTo(AuditVerdict.REPRODUCED);
    assertThat(fixture.audit("tree.tar").foundBy()).contains("its tree");
  }
}
