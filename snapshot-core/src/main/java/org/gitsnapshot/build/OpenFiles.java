package org.gitsnapshot.build;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;

/** The files of one snapshot while they are written: all of them get their names, or none does. */
public final class OpenFiles implements AutoCloseable {
  private final List<AtomicFile> files = new ArrayList<>();

  /** Starts a file. */
  public AtomicFile create(Path path) throws IOException {
    AtomicFile file = AtomicFile.create(path);
    files.add(file);
    return file;
  }

  /**
   * Returns where each form goes, and starts the files among them.
   *
   * @param outputs the forms; each is in one of the other maps
   */
  public List<Target> targets(
      Map<Format, Optional<Compressor>> outputs,
      Map<Format, Path> paths,
      Map<Format, OutputStream> streams)
      throws IOException {
    List<Target> targets = new ArrayList<>();
    for (Map.Entry<Format, Optional<Compressor>> output : outputs.entrySet()) {
      Path path = paths.get(output.getKey());
      OutputStream out = path != null ? create(path) : requireNonNull(streams.get(output.getKey()));
      targets.add(new Target(output.getKey(), output.getValue(), out));
    }
    return targets;
  }

  /** Forgets all that were started, and removes them. */
  void startOver() throws IOException {
    close();
    files.clear();
  }

  /** Returns all of them, in the order of creation. */
  Stream<AtomicFile> all() {
    return files.stream();
  }

  /** Brings all to the disk. */
  void seal() throws IOException {
    for (AtomicFile file : files) {
      file.seal();
    }
  }

  /** Brings all to the disk, and only then gives them their names, in the order of creation. */
  public void publish() throws IOException {
    seal();
    AtomicFile.publishAll(files);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (AtomicFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
