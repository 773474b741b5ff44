package org.gitsnapshot.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system with very little room, as long as it is open. Linux, and root. */
public final class TinyDisk implements AutoCloseable {
  private final Path place;

  private TinyDisk(Path place) {
    this.place = place;
  }

  /** Mounts one at a place, which is made. */
  public static TinyDisk mount(Path place, int kibibytes) throws IOException {
    Files.createDirectories(place);
    try {
      byte[] unused =
          new Tool(place)
              .run(
                  null,
                  "mount",
                  "-t",
                  "tmpfs",
                  "-o",
                  "size=" + kibibytes + "k",
                  "tmpfs",
                  place.toString());
    } catch (AssertionError e) {
      throw new AssertionError(
          "this test mounts a small file system, for which it must be root on Linux, with the right"
              + " to mount: "
              + e.getMessage(),
          e);
    }
    return new TinyDisk(place);
  }

  /** Gives it another size. */
  public void resize(int kibibytes) {
    byte[] unused =
        new Tool(requireNonNull(place.getParent()))
            .run(null, "mount", "-o", "remount,size=" + kibibytes + "k", place.toString());
  }

  @Override
  public void close() {
    // Lazily: whoever has a file open keeps it until he closes it.
    byte[] unused =
        new Tool(requireNonNull(place.getParent())).run(null, "umount", "-l", place.toString());
  }
}
