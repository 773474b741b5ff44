package org.gitsnapshot.codec.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.codec.EdgeInputs;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Oracle;
import org.gitsnapshot.codec.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways in which {@code git archive} makes a {@code .tar.gz}, whose bytes are 10 KiB apart. */
class GitArchiveTest {
  private static final String USE_INSIDE = "tar.tar.gz.command=git archive gzip";
  private static final String USE_PROGRAM = "tar.tar.gz.command=gzip -cn";

  @Test
  void zlibGivesTheBytesOfGitSince238AndGnuGzipThoseOfGitBefore(@TempDir Path directory)
      throws Exception {
    git(directory, "init", "-q", "repository");
    Path repository = directory.resolve("repository");
    for (int i = 0; i < 40; i++) {
      Files.write(repository.resolve("file" + i), EdgeInputs.of(i));
      Files.write(repository.resolve("text" + i), Samples.text(i, 1000 * i));
    }
    git(directory, "-C", "repository", "add", ".");
    git(directory, "-C", "repository", "commit", "-q", "-m", "all");
    git(directory, "-C", "repository", "archive", "-o", "../a.tar", "HEAD");
    byte[] tar = Files.readAllBytes(directory.resolve("a.tar"));

    archive(directory, USE_INSIDE, "inside.tar.gz");
    archive(directory, USE_PROGRAM, "program.tar.gz");

    ByteArrayOutputStream inside = new ByteArrayOutputStream();
    try (Encoder encoder = new Zlib().open(inside, 6, 2)) {
      encoder.write(tar);
      encoder.finish();
    }
    ByteArrayOutputStream program = new ByteArrayOutputStream();
    try (Encoder encoder = new GnuGzip().open(program, 6, 2)) {
      encoder.write(tar);
      encoder.finish();
    }
    assertThat(inside.toByteArray())
        .isEqualTo(Files.readAllBytes(directory.resolve("inside.tar.gz")));
    assertThat(program.toByteArray())
        .isEqualTo(Files.readAllBytes(directory.resolve("program.tar.gz")));
  }

  private void archive(Path directory, String config, String file)
      throws IOException, InterruptedException {
    git(directory, "-C", "repository", "-c", config, "archive", "-o", "../" + file, "HEAD");
  }

  private void git(Path directory, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "GIT_CONFIG_NOSYSTEM=1",
                "HOME=" + directory,
                "git",
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.org"));
    command.addAll(List.of(arguments));
    Oracle.run(directory, command);
  }
}
