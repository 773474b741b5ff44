package org.gitsnapshot.build;

import java.io.IOException;
import java.nio.file.Path;
import org.gitsnapshot.pin.Pin;

/** Gives a snapshot's files their names, together with the manifest and the checksum list. */
final class Publication {
  private final Path directory;

  Publication(Path directory) {
    this.directory = directory;
  }

  void publish(Pin pin, Built built, OpenFiles files) throws IOException {
    files.publish();
  }
}
