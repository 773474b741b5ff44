package org.gitsnapshot.recompress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.Recompression;
import org.gitsnapshot.manifest.RecompressionJson;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recognize.Budget;
import org.gitsnapshot.recognize.EngineSearch;
import org.gitsnapshot.recognize.Recognized;
import org.gitsnapshot.report.CompressedBy;

/** What is known of where a file came from: its compressor, records beside it, its mirror. */
final class Upstream {
  private Upstream() {}

  /** Returns where the record of a file is kept. */
  static Path recordFile(Path file) {
    return file.resolveSibling(RecompressFile.name(file) + Recompression.SUFFIX);
  }

  /** Returns the record beside a file, if there is one that can be read. */
  static Optional<Recompression> recordBeside(Path file) throws IOException {
    return RecompressionJson.read(recordFile(file));
  }

  /** Returns the record beside a file if it is of these bytes. */
  static Optional<Recompression> recordOf(PackedFile file) throws IOException {
    return recordBeside(file.path())
        .filter(record -> record.to().digests().equals(file.digests()))
        .filter(record -> record.raw().equals(file.raw()));
  }

  /** Finds how a compressed file was made. */
  static CompressedBy compressedBy(PackedFile file) throws IOException {
    Recognized found = new EngineSearch(Budget.ofHeap()).find(file.path(), file::openRaw);
    return new CompressedBy(
        found.format(), found.engine(), found.ownHeader(), true, found.header());
  }

  /** Returns the engine that makes a file to its last byte. */
  static Optional<Compressor> wholeEngine(CompressedBy by) {
    return by.engine().filter(engine -> !by.ownHeader() || engine.header().isPresent());
  }

  /** Returns the URL of a file that is a mirror's download, as the mirror's manifest has it. */
  static Optional<String> url(PackedFile file) throws IOException {
    Path manifest = file.path().resolveSibling(MirrorManifest.FILE_NAME);
    if (!Files.isRegularFile(manifest) || Files.size(manifest) > MirrorManifestJson.MAX_BYTES) {
      return Optional.empty();
    }
    MirrorManifest mirror;
    try {
      mirror = MirrorManifestJson.parse(manifest.toString(), Files.readAllBytes(manifest));
    } catch (org.gitsnapshot.error.InvalidInputException notOfAMirror) {
      return Optional.empty();
    }
    return mirror
        .file(RecompressFile.name(file.path()))
        .filter(known -> known.sha256().equals(file.digests().sha256()))
        .map(MirrorFile::origin)
        .filter(Origin.Download.class::isInstance)
        .map(origin -> ((Origin.Download) origin).url());
  }
}
