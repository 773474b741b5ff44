package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.testing.ChildJvm;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A blob of many times the heap. {@code -Dsnapshot.long=true} takes 2 GiB and a heap of 256 MiB in
 * place of 128 MiB and 32 MiB.
 */
@Tag("one-jvm")
class LargeBlobTest {
  private static final boolean LONG = Boolean.getBoolean("snapshot.long");
  private static final long MIB = 1L << 20;
  private static final long BLOB = LONG ? 2048 * MIB : 128 * MIB;
  private static final int HEAP_MIB = LONG ? 256 : 32;

  @TempDir Path directory;

  /** What is to be converted is read twice, unless it is above core.bigFileThreshold. */
  @ParameterizedTest
  @ValueSource(strings = {"-text", "ident eol=crlf working-tree-encoding=UTF-16"})
  void aBlobLargerThanTheHeapIsArchived(String attributes) throws Exception {
    Tool tool = new Tool(directory);
    tool.git("init", "-q", "--bare", ".");
    String blob =
        tool.text(
                "sh",
                "-c",
                "truncate -s "
                    + BLOB
                    + " zeros && git -c core.bigFileThreshold=1m -c core.compression=1"
                    + " hash-object -w zeros")
            .strip();
    Files.delete(directory.resolve("zeros"));
    byte[] line = ("zeros " + attributes + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] lines = tool.git(line, "hash-object", "-w", "--stdin");
    String listing =
        "100644 blob %s\t.gitattributes\n100644 blob %s\tzeros\n"
            .formatted(new String(lines, StandardCharsets.UTF_8).strip(), blob);
    byte[] made = tool.git(listing.getBytes(StandardCharsets.UTF_8), "mktree");
    String tree = new String(made, StandardCharsets.UTF_8);
    String commit = tool.git("commit-tree", "-m", "large", tree.strip());
    tool.git("update-ref", "refs/heads/main", commit);
    ChildJvm child =
        ChildJvm.start(
            List.of("-Xmx" + HEAP_MIB + "m", "-XX:TieredStopAtLevel=4"),
            Archive.class,
            directory.toString(),
            directory.resolve("cache").toString());
    String tar = child.readLine();
    String peak = child.readLine();
    assertThat(child.waitFor()).as(child.errors()).isZero();
    String expected =
        tool.text("sh", "-c", "git archive --format=tar main | sha256sum").substring(0, 64);
    assertThat(tar).isEqualTo(expected);
    // Heap, and what the JVM itself takes: code, stacks, the garbage collector.
    long peakMib = Long.parseLong(peak.replaceAll("[^0-9]", "")) / 1024;
    assertThat(peakMib).isLessThan(HEAP_MIB + 200);
  }

  /** Archives a branch to nowhere, and prints the tar's digest and the most memory it had. */
  static final class Archive {
    private Archive() {}

    public static void main(String[] arguments) throws IOException {
      try (Snapshots snapshots = Snapshots.open(SnapshotOptions.of(Path.of(arguments[1])))) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        RecipeRequest recipe =
            new RecipeRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SubstInputs.NONE,
                Map.of(Format.TAR, Optional.empty(), Format.TAR_GZ, Optional.empty()));
        ArchiveReport report =
            snapshots.archive(
                new ArchiveRequest(
                    List.of(arguments[0]),
                    "main",
                    recipe,
                    Map.of(),
                    Map.of(Format.TAR, nowhere, Format.TAR_GZ, nowhere)));
        System.out.println(report.rawTar().sha256().hex());
      }
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          System.out.println(line);
        }
      }
    }
  }
}
