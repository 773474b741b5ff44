package org.gitsnapshot.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlainFileTest {
  @TempDir Path directory;

  @Test
  void aLinkToAFileIsReadAndWhatHasNoEndIsNot() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThat(PlainFile.read(link)).asString().isEqualTo("text");
    byte[] unused = new Tool(directory).run(null, "mkfifo", "pipe");
    Path pipe = directory.resolve("pipe");
    Path device = Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/zero"));
    for (Path endless : new Path[] {pipe, device}) {
      String message = endless + " is a pipe, a socket or a device, and must be a plain file";
      assertThatThrownBy(() -> PlainFile.read(endless))
          .isInstanceOf(OutputException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> MirrorManifestJson.read(endless)).hasMessage(message);
    }
    assertThatThrownBy(() -> PlainFile.read(directory.resolve("no")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
