package org.gitsnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.request.AuditRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.CompareSide;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No verdict is given on a file that another takes the place of while it is read. */
class ChangingFilesTest {
  private static final String FILES =
      "git init -q r && cd r && echo a >a && git add a && git commit -qm a && git tag v1 && cd .."
          + " && git -C r archive --prefix=r-1/ v1 | gzip -n >good.tgz && cp good.tgz next.tgz"
          + " && mkdir r-1 && echo b >r-1/b && git -C r archive --prefix=r-1/ v1 >bad.tar"
          + " && tar -rf bad.tar r-1/b && gzip -n <bad.tar >bad.tgz";

  @TempDir Path directory;
  private final AtomicBoolean replaced = new AtomicBoolean();

  @BeforeEach
  void files() {
    byte[] unused = new Tool(directory).run(null, "sh", "-e", "-c", FILES);
  }

  private Path at(String name) {
    return directory.resolve(name);
  }

  /** Gives the bad file's name to a good one once it has been read. */
  private Snapshots replacing() throws IOException {
    Progress progress =
        new Progress() {
          @Override
          public void stage(String snapshot, String text) {
            if (text.equals("looking for its compressor") && replaced.compareAndSet(false, true)) {
              try {
                Files.move(at("next.tgz"), at("bad.tgz"), StandardCopyOption.REPLACE_EXISTING);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    return Snapshots.open(
        new SnapshotOptions(
            Optional.of(at("cache")),
            true,
            List.of(),
            Duration.ofSeconds(10),
            Map.of(),
            Limits.DEFAULT,
            1,
            progress));
  }

  @Test
  void anAuditSaysThatTheFileChanged() throws IOException {
    try (Snapshots snapshots = replacing()) {
      AuditRequest request =
          new AuditRequest(
              at("bad.tgz"),
              List.of(at("r").toString()),
              Optional.empty(),
              CompareRequest.Detail.DEFAULT);
      assertThatThrownBy(() -> snapshots.audit(request))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(at("bad.tgz") + " has changed while it was read");
    }
    assertThat(replaced).isTrue();
  }

  @Test
  void aComparisonSaysThatASideChanged() throws IOException {
    try (Snapshots snapshots = replacing()) {
      CompareRequest request =
          new CompareRequest(
              new CompareSide.OnDisk(at("bad.tar")),
              new CompareSide.OnDisk(at("bad.tgz")),
              CompareRequest.Detail.DEFAULT);
      assertThatThrownBy(() -> snapshots.compare(request))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(at("bad.tgz") + " has changed while it was read");
    }
    assertThat(replaced).isTrue();
  }
}
