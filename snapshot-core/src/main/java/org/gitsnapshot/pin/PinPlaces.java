package org.gitsnapshot.pin;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How a file of pins names repositories that were named from the working directory: a relative path
 * in it leads on from where it is.
 */
final class PinPlaces {
  private final Path directory;

  /** Creates them for the pins in a directory, which need not exist. */
  PinPlaces(Path directory) {
    this.directory = real(directory);
  }

  /** Returns the URL that stands for one: the same, unless it is a relative path. */
  String of(String url) {
    if (isRemote(url) || Path.of(url).isAbsolute() || directory.equals(real(Path.of("")))) {
      return url;
    }
    String path = directory.relativize(real(Path.of(url))).toString();
    boolean other = path.isEmpty() || path.startsWith("-") || isRemote(path);
    return other ? "./" + path : path;
  }

  /** As in git, a colon makes a server unless a slash comes before it. */
  private static boolean isRemote(String url) {
    int colon = url.indexOf(':');
    int slash = url.indexOf('/');
    return colon > 0 && (slash < 0 || colon < slash);
  }

  /** Of directories that are links, what is above them is not what their names say. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return absolute.toRealPath();
    } catch (IOException notThere) {
      return absolute.normalize();
    }
  }
}
