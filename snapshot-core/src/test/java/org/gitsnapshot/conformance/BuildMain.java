package org.gitsnapshot.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.PinReport;

/** Builds a pin file's pins, in whatever surroundings the process has. */
final class BuildMain {
  private BuildMain() {}

  /**
   * Takes the pin file, the directory for everything that is written, and the number of threads;
   * leaves a line for each pin in {@code report}, since how standard output is encoded is one of
   * the things that vary.
   */
  public static void main(String[] arguments) throws IOException {
    Path out = Path.of(arguments[1]);
    SnapshotOptions options =
        new SnapshotOptions(
            Optional.of(out.resolve("cache")),
            false,
            List.of(),
            Duration.ofSeconds(60),
            Map.of(),
            Limits.DEFAULT,
            Integer.parseInt(arguments[2]),
            Progress.NONE);
    StringBuilder lines = new StringBuilder();
    try (Snapshots snapshots = Snapshots.open(options)) {
      List<PinReport> reports =
          snapshots.build(
              PinFile.read(Path.of(arguments[0])), out.resolve("files"), 1, report -> {});
      for (PinReport report : reports) {
        lines.append(report.verdict()).append(report.message().orElse("")).append('\n');
      }
    }
    Files.write(out.resolve("report"), lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
