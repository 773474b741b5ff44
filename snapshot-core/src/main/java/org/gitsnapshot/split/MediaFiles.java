package org.gitsnapshot.split;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.DigestingOutput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.ChecksumList;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.output.AtomicDirectory;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.SplitReport;
import org.gitsnapshot.report.SplitReport.DistFile;
import org.gitsnapshot.report.SplitReport.Medium;
import org.gitsnapshot.request.SplitRequest;

/**
 * Writes media as lists, links or tars: all of them appear in one directory, or none does. A
 * directory that has just the same is left as it is.
 */
final class MediaFiles {
  private static final int BUFFER = 1 << 16;

  private final Path source;
  private final List<Medium> media;
  private final Progress progress;
  private final List<Event> made = new ArrayList<>();

  MediaFiles(Path source, List<Medium> media, Progress progress) {
    this.source = source;
    this.media = media;
    this.progress = progress;
  }

  /** Makes one file of the directory. */
  private interface Part {
    /** Writes it to a place where nothing is. */
    void create(Path place) throws IOException;

    /** Returns whether a place has it already. */
    boolean isAt(Path place) throws IOException;
  }

  /**
   * Writes them.
   *
   * @throws InvalidInputException if a digest that is needed is not known
   * @throws CorruptObjectException if a file is not what its digest says
   * @throws OutputException if they cannot be written, or something else is there
   */
  SplitReport.Outcome write(SplitRequest.Output output) throws IOException {
    Map<String, Part> parts =
        switch (output.kind()) {
          case LISTS -> lists();
          case LINKS -> links(output.copy());
          case TARS -> tars();
        };
    Path directory = output.directory();
    try {
      if (Files.exists(directory) && !isEmpty(directory)) {
        refuseUnlessSame(parts, directory);
        return SplitReport.Outcome.THERE;
      }
      try (AtomicDirectory place = AtomicDirectory.create(directory)) {
        for (Map.Entry<String, Part> part : parts.entrySet()) {
          progress.stage(part.getKey(), "writing");
          Path file = place.path().resolve(part.getKey());
          Files.createDirectories(file.getParent());
          part.getValue().create(file);
          progress.done(part.getKey());
        }
        place.publish();
      }
      made.forEach(progress::event);
      return SplitReport.Outcome.WRITTEN;
    } catch (SnapshotException told) {
      throw told;
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + directory, e);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new OutputException(directory + " is no directory", "name one that does not exist");
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void refuseUnlessSame(Map<String, Part> parts, Path directory) throws IOException {
    Path root = Files.isSymbolicLink(directory) ? directory.toRealPath() : directory;
    Set<String> there;
    try (Stream<Path> all = Files.walk(root)) {
      there =
          all.filter(path -> !Files.isDirectory(path))
              .map(path -> root.relativize(path).toString())
              .collect(Collectors.toSet());
    }
    boolean same = there.equals(parts.keySet());
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      same = same && part.getValue().isAt(directory.resolve(part.getKey()));
    }
    if (!same) {
      throw new OutputException(
          directory + " has something else in it, and is left as it is",
          "name a directory that does not exist, or remove it");
    }
  }

  private Map<String, Part> lists() {
    Map<String, Part> parts = new TreeMap<>();
    for (Medium medium : media) {
      String names =
          medium.files().stream().map(file -> file.name() + "\n").collect(Collectors.joining());
      parts.put(medium.name() + ".txt", new Text(names.getBytes(StandardCharsets.UTF_8)));
      if (medium.files().stream().allMatch(file -> file.sha256().isPresent())) {
        parts.put(medium.name() + ".sha256", new Text(checksums(medium)));
      }
    }
    return parts;
  }

  private Map<String, Part> links(boolean copy) throws IOException {
    check();
    Map<String, Part> parts = new TreeMap<>();
    for (Medium medium : media) {
      for (DistFile file : medium.files()) {
        parts.put(medium.name() + "/" + file.name(), new Link(source.resolve(file.name()), copy));
      }
      parts.put(medium.name() + "/" + MirrorLists.CHECKSUMS, new Text(checksums(medium)));
    }
    return parts;
  }

  private Map<String, Part> tars() throws IOException {
    check();
    Map<String, Part> parts = new TreeMap<>();
    for (Medium medium : media) {
      String name = medium.name() + ".tar";
      parts.put(name, new Tar(name, new MediumTar(source, medium, checksums(medium)), made));
    }
    return parts;
  }

  /** A wrong file is for no medium: every file is read. */
  private void check() throws IOException {
    for (Medium medium : media) {
      for (DistFile file : medium.files()) {
        Digest sha256 =
            file.sha256()
                .orElseThrow(
                    () ->
                        new InvalidInputException(
                            "the digest of " + file.name() + " is not known",
                            "media are made of a mirror or a checksum list"));
        Path path = source.resolve(file.name());
        progress.stage(file.name(), "reading");
        try {
          ScannedFile scanned = ScannedFile.of(path);
          if (scanned.size() != file.size() || !scanned.sha256().equals(sha256)) {
            throw new CorruptObjectException(
                path + " is not what its list says: sha256 " + scanned.sha256().hex(),
                "get it again; snapshot serve --check names every such file of a mirror");
          }
        } catch (NoSuchFileException absent) {
          throw new UnavailableException("there is no file " + path, "get it first", absent);
        }
        progress.done(file.name());
      }
    }
  }

  private static byte[] checksums(Medium medium) {
    Map<ByteString, Digest> digests = new TreeMap<>();
    for (DistFile file : medium.files()) {
      file.sha256().ifPresent(sha256 -> digests.put(ByteString.utf8(file.name()), sha256));
    }
    return ChecksumList.of(DigestAlgorithm.SHA256, digests).toBytes();
  }

  /** A text as it is. */
  private record Text(byte[] bytes) implements Part {
    @Override
    public void create(Path place) throws IOException {
      Files.write(place, bytes);
    }

    @Override
    public boolean isAt(Path place) throws IOException {
      return Files.isRegularFile(place)
          && Files.size(place) == bytes.length
          && Arrays.equals(Files.readAllBytes(place), bytes);
    }
  }

  /** Another name of a file, or a copy of it. */
  private record Link(Path file, boolean copy) implements Part {
    @Override
    public void create(Path place) throws IOException {
      Path real = file.toRealPath();
      try {
        Files.createLink(place, real);
      } catch (IOException | UnsupportedOperationException e) {
        if (!copy) {
          throw new OutputException(
              "cannot make " + place.getFileName() + " a hard link of " + file,
              "--copy copies what cannot be linked, as on another file system",
              e);
        }
        Files.copy(real, place);
      }
    }

    @Override
    public boolean isAt(Path place) throws IOException {
      return Files.isRegularFile(place)
          && (Files.isSameFile(place, file) || Files.mismatch(place, file) < 0);
    }
  }

  /** A medium as one tar; what was made is told once all have their names. */
  private record Tar(String name, MediumTar tar, List<Event> made) implements Part {
    @Override
    public void create(Path place) throws IOException {
      DigestingOutput written = new DigestingOutput(Files.newOutputStream(place));
      try (OutputStream out = new BufferedOutputStream(written, BUFFER)) {
        tar.write(out);
      }
      FileDigests digests = written.digests();
      made.add(
          Event.info("file")
              .with("file", name)
              .with("bytes", digests.size())
              .with("sha256", digests.sha256().hex()));
    }

    @Override
    public boolean isAt(Path place) throws IOException {
      if (!Files.isRegularFile(place)) {
        return false;
      }
      DigestingOutput expected = new DigestingOutput(OutputStream.nullOutputStream());
      tar.write(expected);
      return ScannedFile.of(place).sha256().equals(expected.digests().sha256());
    }
  }
}
