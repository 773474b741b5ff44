package org.gitsnapshot.pin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.DirectoryLock;

/**
 * Adds a pin to a file of pins, which is replaced as a whole: what is in it stays whatever happens,
 * and what comes out of it can be read. Thread-safe, also among processes.
 */
public final class AppendPin {
  private final Path file;

  /**
   * Names the file, which need not exist.
   *
   * @throws InvalidInputException if it is there and is no file of pins: that is better found
   *     before a pin is made than after
   */
  public AppendPin(Path file) throws InvalidInputException, LimitExceededException {
    this.file = file;
    String present = present();
    // Before the first pin there may be comments alone.
    if (PinSections.of(present).size() > 1) {
      PinFile.parse(file.toString(), present);
    }
  }

  /**
   * Returns how the file names a repository.
   *
   * @param url as it is named from the working directory
   */
  public String url(String url) {
    return new PinPlaces(Directories.of(file.toAbsolutePath())).of(url);
  }

  /**
   * Adds a pin behind an empty line, unless the very same is there.
   *
   * @param pin the text of a pin, as {@link PinWriter} writes it
   * @throws InvalidInputException if another pin of the file has its name, or the file has become
   *     none of pins; it stays as it is
   * @throws org.gitsnapshot.error.OutputException if it cannot be written; it stays as it is
   */
  public void append(String pin) throws IOException {
    try (DirectoryLock lock =
        DirectoryLock.acquire(Directories.of(file.toAbsolutePath()), unused -> {})) {
      String present = present();
      if (("\n" + present).contains("\n" + pin)) {
        return;
      }
      String text = present.isEmpty() ? pin : ended(present) + "\n" + pin;
      try {
        PinFile.parse(file.toString(), text);
      } catch (InvalidInputException fault) {
        throw new InvalidInputException(
            "the pin does not go into the file: " + fault.getMessage(),
            "nothing was written; choose another file");
      }
      try (AtomicFile replaced = AtomicFile.create(file)) {
        replaced.write(text.getBytes(StandardCharsets.UTF_8));
        replaced.seal();
        replaced.publish();
      }
    }
  }

  private static String ended(String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }

  private String present() throws InvalidInputException, LimitExceededException {
    return Files.exists(file) ? PinFile.text(file, PinFile.DEFAULT_MAX_BYTES) : "";
  }
}
