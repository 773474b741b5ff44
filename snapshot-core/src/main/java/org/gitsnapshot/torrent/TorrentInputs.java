package org.gitsnapshot.torrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.request.TorrentRequest;

/**
 * Which files a torrent is made of, in the order of BEP 52.
 *
 * @param name what the torrent is called
 * @param directory whether clients make a directory; otherwise the torrent is one file
 * @param sources the files, at least one
 * @param leftOut what is in the directory and not in the torrent
 * @param mirror the mirror's directory, if it is one
 */
record TorrentInputs(
    String name,
    boolean directory,
    List<Source> sources,
    List<String> leftOut,
    Optional<Path> mirror) {
  /**
   * The same for everybody, whatever the directory is called on one machine: it is part of the
   * infohash.
   */
  static final String DEFAULT_NAME = "distfiles";

  /**
   * One file.
   *
   * @param path its path in the torrent
   * @param file where it is
   * @param size its size in bytes
   * @param sha256 what its bytes must have, where a manifest says so
   */
  record Source(List<String> path, Path file, long size, Optional<Digest> sha256) {
    String display() {
      return TorrentName.display(TorrentName.join(path));
    }
  }

  /**
   * Finds the files of a request.
   *
   * @throws SnapshotException if one is not there, has a name that torrents cannot have, or none is
   *     left
   */
  static TorrentInputs of(TorrentRequest request) throws IOException {
    Path first = request.inputs().get(0);
    TorrentInputs inputs;
    if (request.inputs().size() == 1 && Files.isDirectory(first)) {
      inputs =
          Files.exists(first.resolve(MirrorManifest.FILE_NAME))
              ? mirror(first, request)
              : scanned(first, request);
    } else {
      inputs = files(request);
    }
    Optional<String> fault = TorrentName.fault(inputs.name());
    if (fault.isPresent()) {
      throw new InvalidInputException(
          "the torrent's name is no file name: " + fault.get(), "choose another with --name");
    }
    for (Source source : inputs.sources()) {
      checkNames(source);
    }
    if (inputs.total() == 0) {
      throw new InvalidInputException(
          inputs.sources().isEmpty()
              ? first + " has no files for a torrent"
              : "all files are empty, and a torrent needs a byte",
          inputs.leftOut().isEmpty()
              ? null
              : "left out: "
                  + String.join(", ", inputs.leftOut())
                  + "; take one in with --include");
    }
    return inputs;
  }

  /** Returns the size of all files together. */
  long total() {
    return sources.stream().mapToLong(Source::size).sum();
  }

  /** Two mirrors with the same files have one torrent, so what is a mirror's own stays out. */
  private static TorrentInputs mirror(Path directory, TorrentRequest request) throws IOException {
    MirrorManifest manifest = MirrorManifestJson.read(directory.resolve(MirrorManifest.FILE_NAME));
    List<Source> sources = new ArrayList<>();
    for (MirrorFile file : manifest.files()) {
      Path path = directory.resolve(file.name());
      long size = regular(path);
      if (size != file.size()) {
        throw new InvalidInputException(
            path + " has " + size + " bytes, and " + file.size() + " in the manifest",
            "bring the mirror up to date with snapshot mirror first");
      }
      sources.add(new Source(List.of(file.name()), path, size, Optional.of(file.sha256())));
    }
    for (String name : request.include()) {
      Path path = directory.resolve(name);
      sources.add(new Source(List.of(name), path, regular(path), Optional.empty()));
    }
    return new TorrentInputs(
        request.name().orElse(DEFAULT_NAME),
        true,
        sorted(sources),
        List.of(),
        Optional.of(directory));
  }

  private static TorrentInputs scanned(Path directory, TorrentRequest request) throws IOException {
    DirectoryScan scan = DirectoryScan.of(directory, request.include(), request.output());
    for (String name : request.include()) {
      long unused = regular(directory.resolve(name));
    }
    return new TorrentInputs(
        request.name().orElse(DEFAULT_NAME),
        true,
        sorted(scan.sources()),
        scan.leftOut(),
        Optional.empty());
  }

  private static TorrentInputs files(TorrentRequest request) throws IOException {
    if (!request.include().isEmpty()) {
      throw new InvalidInputException("--include is for a directory", "name the file itself");
    }
    List<Source> sources = new ArrayList<>();
    for (Path file : request.inputs()) {
      String name = String.valueOf(file.toAbsolutePath().normalize().getFileName());
      sources.add(new Source(List.of(name), file, regular(file), Optional.empty()));
    }
    if (sources.size() == 1) {
      Source only = sources.get(0);
      String name = request.name().orElse(only.path().get(0));
      Source renamed = new Source(List.of(name), only.file(), only.size(), only.sha256());
      return new TorrentInputs(name, false, List.of(renamed), List.of(), Optional.empty());
    }
    return new TorrentInputs(
        request.name().orElse(DEFAULT_NAME), true, sorted(sources), List.of(), Optional.empty());
  }

  private static List<Source> sorted(List<Source> sources) throws InvalidInputException {
    TreeMap<List<String>, Source> byPath = new TreeMap<>(TorrentName.ORDER);
    for (Source source : sources) {
      Source before = byPath.put(source.path(), source);
      if (before != null) {
        throw new InvalidInputException(
            "two files are called " + source.display(), "a torrent has one of a name");
      }
    }
    return List.copyOf(byPath.values());
  }

  private static void checkNames(Source source) throws InvalidInputException {
    for (String name : source.path()) {
      Optional<String> fault = TorrentName.fault(name);
      if (fault.isPresent()) {
        throw new InvalidInputException(
            source.display() + ": " + fault.get(),
            "rename it; where the name is UTF-8, run under a locale such as LC_ALL=C.UTF-8");
      }
    }
    if (source.path().get(0).equals(TorrentName.PADDING)) {
      throw new InvalidInputException(
          source.display() + ": " + TorrentName.PADDING + " is where torrents have their padding",
          "rename it");
    }
  }

  /** Returns the size of a regular file, or of one that a link leads to. */
  static long regular(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new InvalidInputException(
          file + ": no such file", "bring the mirror up to date first, or name what is there");
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          file + ": not a regular file", "give one directory, or files");
    }
    return Files.size(file);
  }

  /** Returns the sources' numbers, the longest first: what takes long begins first. */
  List<Integer> longestFirst() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      numbers.add(i);
    }
    numbers.sort(Comparator.comparing((Integer i) -> -sources.get(i).size()));
    return numbers;
  }
}
