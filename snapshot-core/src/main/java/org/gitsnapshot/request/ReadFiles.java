package org.gitsnapshot.request;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;

/**
 * The files that something is made from, none of which is ever replaced by it. A file is the same
 * one under another name too, and behind a link.
 *
 * @param files need not exist
 */
public record ReadFiles(List<Path> files) {
  private static final String FILE_SCHEME = "file:";

  /** Copies the list. */
  public ReadFiles {
    files = List.copyOf(files);
  }

  /** Returns these. */
  public static ReadFiles of(Path... files) {
    return new ReadFiles(List.of(files));
  }

  /** Returns these and others. */
  public ReadFiles and(Collection<Path> others) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(others);
    return new ReadFiles(all);
  }

  /**
   * Returns these and what names lead to.
   *
   * @param names paths, and URLs of repositories, of which a bundle is a file
   */
  public ReadFiles andNamed(Collection<String> names) {
    return and(names.stream().map(ReadFiles::path).flatMap(Optional::stream).toList());
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(name.startsWith(FILE_SCHEME) ? Path.of(URI.create(name)) : Path.of(name));
    } catch (IllegalArgumentException noPath) {
      return Optional.empty();
    }
  }

  /** Returns whether one of them is at a place. */
  public boolean has(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      for (Path file : files) {
        if (Files.isRegularFile(file) && Files.isSameFile(file, place)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Checks that something else can be written to a place.
   *
   * @param hint what to do where it cannot
   * @throws InvalidInputException if one of the files is there
   */
  public void keep(Path place, String hint) throws IOException {
    if (has(place)) {
      throw new InvalidInputException(place + " is what is read, and would be replaced", hint);
    }
  }
}
