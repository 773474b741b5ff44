package org.gitsnapshot.agree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.DirectoryLock;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.MergeReport;

/**
 * Joins the manifests of mirrors into one. Nobody else changes the lists beside it meanwhile: it
 * may itself be among those that are read. Immutable and thread-safe.
 */
public final class MergeManifests {
  private final ReadManifests reader;
  private final Progress progress;

  /** Creates one. */
  public MergeManifests(ReadManifests reader, Progress progress) {
    this.reader = reader;
    this.progress = progress;
  }

  /**
   * Joins and writes; beside a manifest with the name that it has in a mirror, the checksum list
   * and the list for people as well.
   *
   * @param places as for {@link ReadManifests#mirrors}
   * @param file its directory is made when it does not exist
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be had or read, is the record of
   *     a single file, two contradict each other, or a list cannot be written
   */
  public MergeReport run(List<String> places, Path file) throws IOException {
    Path directory = Directories.of(file);
    Directories.make(directory);
    try (DirectoryLock lock = DirectoryLock.acquire(directory, what -> progress.stage("", what))) {
      MirrorManifest merged = MirrorManifest.merge(reader.mirrors(places));
      return new MergeReport(merged.files().size(), write(merged, file));
    }
  }

  private static Optional<String> write(MirrorManifest manifest, Path file) throws IOException {
    if (file.endsWith(MirrorManifest.FILE_NAME)) {
      return MirrorLists.write(Directories.of(file), manifest);
    }
    try (AtomicFile out = AtomicFile.create(file)) {
      out.write(MirrorManifestJson.toBytes(manifest));
      out.seal();
      out.publish();
    }
    return Optional.empty();
  }
}
