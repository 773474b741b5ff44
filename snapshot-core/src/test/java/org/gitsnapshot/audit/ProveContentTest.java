package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.report.ProofReport;
import org.gitsnapshot.report.ProofReport.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is packed by other tools: ids alone say of its content what the files themselves say. */
@Tag("one-jvm")
class ProveContentTest {
  @TempDir Path directory;
  private AuditFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AuditFixture(directory);
    fixture.sh(
        "cd r && echo same >same1 && echo same >same2 && git add -A && git update-index --add"
            + " --cacheinfo 160000,$(printf %040d 1),module && git commit -qm three");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true                        | tar c x            | SAME",
        "rmdir x/module              | tar c x            | SAME",
        "mkdir x/none x/module/none  | tar c x            | SAME",
        "ln -f x/same1 x/same2       | tar c x            | SAME",
        "ln -f x/same1 x/same2       | tar c ./x          | SAME",
        "true                        | cd x && tar c .    | SAME",
        "true                        | tar c x --transform s,/,//.//,S | SAME",
        "true                        | tar cP x --transform s,^,/tmp/,S | SAME",
        "chmod -R og= x              | tar c x --owner=me:7 --mtime=@1 | SAME",
        "true                        | tar c x/link x     | SAME",
        "ln -f x/doc/a x/same2       | tar c x            | DIFFERENT",
        "touch x/module/new          | tar c x            | DIFFERENT",
        "rmdir x/module; >x/module   | tar c x            | DIFFERENT",
        "rm x/doc/a; mkdir x/doc/a   | tar c x            | DIFFERENT",
        "chmod -x x/run              | tar c x            | DIFFERENT",
        "mkfifo x/pipe               | tar c x            | DIFFERENT",
        "true                        | tar c --exclude=b x | DIFFERENT",
      })
  void idsJudgeAsTheFilesDo(String change, String pack, Answer expected) throws IOException {
    fixture.sh(
        "git -C r archive --prefix=x/ HEAD | tar x; "
            + change
            + "; ("
            + pack
            + ") >x.tar; rm -r x");
    String commit = fixture.git("rev-parse", "HEAD");
    assertThat(fixture.audit("x.tar", Optional.of(commit)).content()).isEqualTo(expected);
    ProofReport proof = fixture.prove("x.tar", commit);
    assertThat(proof.outcome())
        .as("%s", proof.findings())
        .isEqualTo(expected == Answer.SAME ? Outcome.PROVED : Outcome.DIFFERENT);
  }
}
