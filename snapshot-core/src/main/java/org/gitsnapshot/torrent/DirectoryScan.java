package org.gitsnapshot.torrent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.torrent.TorrentInputs.Source;

/**
 * The files of a directory that is no mirror, also in directories below.
 *
 * <p>What a mirror publishes about its files stays out, so that a copy of a mirror, however it was
 * made, has the mirror's torrent. So do names that begin with a dot. Used once, by one thread.
 */
final class DirectoryScan {
  private static final int MAX_DEPTH = 64;

  private final Path directory;
  private final List<String> include;
  private final Optional<Path> output;
  private final List<Source> sources = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private DirectoryScan(Path directory, List<String> include, Optional<Path> output) {
    this.directory = directory;
    this.include = include;
    this.output = output.map(file -> file.toAbsolutePath().normalize());
  }

  /**
   * Looks through a directory.
   *
   * @param include names at the top that are taken in although they are lists
   * @param output a file that stays out, since it is to be written
   */
  static DirectoryScan of(Path directory, List<String> include, Optional<Path> output)
      throws IOException {
    DirectoryScan scan = new DirectoryScan(directory, include, output);
    scan.enter(directory, List.of());
    scan.leftOut.sort(null);
    return scan;
  }

  /** Returns the files, in no order. */
  List<Source> sources() {
    return sources;
  }

  /** Returns the paths that stay out, in order. */
  List<String> leftOut() {
    return leftOut;
  }

  /** Returns whether a name at the top of a mirror is that of a list, and not of a file. */
  static boolean isList(String name) {
    return !MirrorFile.isPlainName(name)
        || name.endsWith(".manifest.json")
        || name.endsWith(".torrent");
  }

  private void enter(Path at, List<String> path) throws IOException {
    if (path.size() > MAX_DEPTH) {
      throw new InvalidInputException(
          at + ": deeper than " + MAX_DEPTH + " directories", "is a directory inside of itself?");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(at)) {
      for (Path entry : entries) {
        look(entry, path);
      }
    } catch (DirectoryIteratorException e) {
      throw new UnavailableException("cannot read " + at, null, e.getCause());
    } catch (java.nio.file.AccessDeniedException e) {
      throw new UnavailableException("cannot read " + e.getFile(), "permission denied", e);
    }
  }

  private void look(Path entry, List<String> path) throws IOException {
    String name = String.valueOf(entry.getFileName());
    List<String> place = new ArrayList<>(path);
    place.add(name);
    boolean top = path.isEmpty();
    boolean written = output.isPresent() && entry.toAbsolutePath().normalize().equals(output.get());
    // A name that is not UTF-8 has a replacement character here, and is an error, not left out.
    boolean list =
        name.startsWith(".") || (top && TorrentName.fault(name).isEmpty() && isList(name));
    if (written || (list && !(top && include.contains(name))) || isLinkUp(entry)) {
      leftOut.add(TorrentName.display(TorrentName.join(place)));
    } else if (Files.isDirectory(entry)) {
      if (Files.isSymbolicLink(entry)) {
        throw new InvalidInputException(
            entry + ": a symbolic link to a directory",
            "a torrent has none; name what it leads to");
      }
      enter(entry, place);
    } else {
      sources.add(
          new Source(List.copyOf(place), entry, TorrentInputs.regular(entry), Optional.empty()));
    }
  }

  /** A link by which a mirror is found under a torrent's name: {@code ln -s . distfiles}. */
  private boolean isLinkUp(Path entry) throws IOException {
    return Files.isSymbolicLink(entry)
        && Files.isDirectory(entry)
        && directory.toRealPath().startsWith(entry.toRealPath());
  }
}
