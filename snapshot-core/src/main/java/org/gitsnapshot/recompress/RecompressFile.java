package org.gitsnapshot.recompress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.manifest.Recompression;
import org.gitsnapshot.manifest.RecompressionJson;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.DirectoryLock;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.RecompressReport;
import org.gitsnapshot.report.RecompressReport.Outcome;
import org.gitsnapshot.report.RecompressReport.Tried;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.RecompressRequest;

/**
 * Compresses a file's raw bytes in another way, proves that they are the same by reading back what
 * was written, and records what it was made from.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecompressFile {
  private final int threads;
  private final Progress progress;

  /**
   * Creates it.
   *
   * @param threads how many threads the compressors may use; the bytes do not depend on it
   */
  public RecompressFile(int threads, Progress progress) {
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Does it.
   *
   * @throws IOException if it could not be done; no file has a new name then
   */
  public RecompressReport run(RecompressRequest request) throws IOException {
    String label = request.file().toString();
    try {
      return new Run(request, label).run();
    } finally {
      progress.done(label);
    }
  }

  /** One file under way. */
  private final class Run {
    private final RecompressRequest request;
    private final String label;
    private final Places places;
    private final List<String> notes = new ArrayList<>();

    Run(RecompressRequest request, String label) throws IOException {
      this.request = request;
      this.label = label;
      this.places = Places.of(request);
    }

    RecompressReport run() throws IOException {
      progress.stage(label, "reading");
      PackedFile file = PackedFile.read(request.file(), this::position);
      Optional<MirrorEntry> mirror =
          request.publish() ? Optional.of(MirrorEntry.of(file)) : Optional.empty();
      if (mirror.isPresent() && request.output().isPresent()) {
        mirror.get().check(places.ofRaw());
      }
      Optional<Recompression> before = Upstream.recordOf(file);
      if (request.form() instanceof RecompressRequest.To to) {
        Optional<Recompression> known = known(file, places.of(to.compressor()), to.compressor());
        if (known.isPresent() && before.isEmpty()) {
          return there(file, known.get());
        }
      }
      Optional<CompressedBy> from = from(file);
      places.makeDirectory();
      try (Attempts attempts = new Attempts(threads, places::of)) {
        Made made = make(attempts, file);
        boolean keeps =
            (made.digests.equals(file.digests()) && places.isInput(made.place))
                || (request.form() instanceof RecompressRequest.Smallest
                    && made.digests.size() >= file.digests().size());
        if (keeps) {
          return report(file, from, attempts.tried(), Outcome.KEPT, Optional.empty());
        }
        if (request.form() instanceof RecompressRequest.Smallest && places.isInput(made.place)) {
          // What was tried is worth telling, and which of them it is cannot be known before.
          return report(file, from, attempts.tried(), Outcome.BLOCKED, Optional.empty());
        }
        places.check(made.place);
        if (mirror.isPresent()) {
          mirror.get().check(made.place);
        }
        progress.stage(label, "reading back " + made.place);
        readBack(file, made);
        Recompression record =
            new Recompression(
                new Recompression.Made(name(made.place), made.compressor, made.digests),
                file.raw(),
                before.isPresent() ? upstream(before.get()) : original(file, from));
        Outcome outcome = publish(made, record, mirror);
        Optional<RecompressReport.Made> told =
            Optional.of(
                new RecompressReport.Made(
                    made.place, made.compressor, made.digests, Upstream.recordFile(made.place)));
        return report(file, from, attempts.tried(), outcome, told);
      }
    }

    private void position(long bytes) {
      progress.bytes(label, bytes);
    }

    /** What was made and has no name yet. */
    private record Made(
        Path place, Optional<Compressor> compressor, AtomicFile file, FileDigests digests) {}

    private Made make(Attempts attempts, PackedFile file) throws IOException {
      if (request.form() instanceof RecompressRequest.Raw) {
        progress.stage(label, "unpacking");
        Path place = places.ofRaw();
        return new Made(
            place, Optional.empty(), attempts.raw(place, file, this::position), file.raw());
      }
      List<Compressor> engines = engines(file);
      progress.stage(
          label,
          engines.size() == 1
              ? "compressing with " + engines.get(0)
              : "trying " + engines.size() + " engines");
      Attempts.Made best = attempts.smallest(file, engines, this::position);
      Compressor compressor = best.tried().compressor();
      return new Made(places.of(compressor), Optional.of(compressor), best.file(), best.digests());
    }

    private List<Compressor> engines(PackedFile file) throws IOException {
      if (request.form() instanceof RecompressRequest.To to) {
        return List.of(to.compressor());
      }
      List<Compressor> asked = ((RecompressRequest.Smallest) request.form()).engines();
      List<Compressor> all = asked.isEmpty() ? Candidates.usual(file.raw().size()) : asked;
      List<Compressor> fitting = all.stream().filter(places::mayHold).toList();
      if (fitting.isEmpty()) {
        throw new InvalidInputException(
            "none of the engines makes what " + places.explicit() + " is called",
            "name a file with another suffix, or other engines");
      }
      return fitting;
    }

    /** Returns how the file is compressed, with the engine that makes the same bytes. */
    private Optional<CompressedBy> from(PackedFile file) throws IOException {
      if (file.format() == CompressedFormat.NONE) {
        return Optional.empty();
      }
      progress.stage(label, "looking for its compressor");
      return Optional.of(Upstream.compressedBy(file));
    }

    /** Returns what a record says of a file that is there, if both are what would be made. */
    private Optional<Recompression> known(PackedFile file, Path place, Compressor compressor)
        throws IOException {
      if (request.publish() || places.isInput(place) || !Files.isRegularFile(place)) {
        return Optional.empty();
      }
      Optional<Recompression> record =
          Upstream.recordBeside(place)
              .filter(says -> says.to().compressor().equals(Optional.of(compressor)))
              .filter(says -> says.to().name().equals(name(place)))
              .filter(says -> says.raw().equals(file.raw()))
              .filter(says -> says.from().digests().equals(file.digests()))
              .filter(says -> says.from().name().equals(name(file.path())));
      if (record.isEmpty()) {
        return record;
      }
      progress.stage(label, "reading " + place);
      try {
        PackedFile there = PackedFile.read(place, this::position);
        return record
            .filter(says -> says.raw().equals(there.raw()))
            .filter(says -> says.to().digests().equals(there.digests()));
      } catch (SnapshotException damaged) {
        return Optional.empty();
      }
    }

    private RecompressReport there(PackedFile file, Recompression known) {
      Compressor compressor = known.to().compressor().orElseThrow();
      Path place = places.of(compressor);
      Optional<CompressedBy> from =
          file.format() == CompressedFormat.NONE
              ? Optional.empty()
              : Optional.of(
                  new CompressedBy(
                      known.from().format(), known.from().compressor(), false, true, List.of()));
      return report(
          file,
          from,
          List.of(new Tried(compressor, known.to().digests().size())),
          Outcome.THERE,
          Optional.of(
              new RecompressReport.Made(
                  place,
                  known.to().compressor(),
                  known.to().digests(),
                  Upstream.recordFile(place))));
    }

    private Recompression.Original upstream(Recompression before) {
      notes.add(
          request.file()
              + " was itself compressed again, so the record names upstream's "
              + before.from().name());
      return before.from();
    }

    private Recompression.Original original(PackedFile file, Optional<CompressedBy> from)
        throws IOException {
      return new Recompression.Original(
          name(file.path()),
          from.map(CompressedBy::format).orElse("none"),
          from.flatMap(Upstream::wholeEngine),
          Upstream.url(file),
          file.digests());
    }

    /** Proves what was written: it is read again from its file. */
    private void readBack(PackedFile file, Made made) throws IOException {
      PackedFile written =
          PackedFile.read(
              made.place,
              file.format(),
              made.file::read,
              OutputStream.nullOutputStream(),
              this::position);
      if (!written.raw().equals(file.raw()) || !written.digests().equals(made.digests)) {
        throw new CorruptObjectException(
            "what was written for "
                + made.place
                + " does not unpack to what was read, and was thrown away",
            "the disk or the memory may be bad; try again");
      }
    }

    private Outcome publish(Made made, Recompression record, Optional<MirrorEntry> mirror)
        throws IOException {
      byte[] recordBytes = RecompressionJson.toBytes(record);
      Path recordFile = Upstream.recordFile(made.place);
      Path directory = made.place.toAbsolutePath().getParent();
      try (DirectoryLock lock =
              DirectoryLock.acquire(
                  directory == null ? Path.of("") : directory,
                  what -> progress.stage(label, what));
          AtomicFile recordOut = AtomicFile.create(recordFile)) {
        boolean fileThere = places.holds(made.place, made.digests);
        boolean recordThere = Places.holds(recordFile, recordBytes);
        boolean justMade = new ReadFiles(request.made()).has(made.place);
        if (justMade && !(fileThere && recordThere)) {
          throw new OutputException(
              made.place + " was just made of another file, and two cannot have one name",
              "compress one of them in a run of its own, and name another directory with -o");
        }
        if (!request.replace()) {
          places.refuse(made.place, fileThere);
          places.refuse(recordFile, recordThere);
        }
        if (!fileThere) {
          request.others().keep(made.place, "compress it in a run of its own");
        }
        recordOut.write(recordBytes);
        recordOut.seal();
        if (mirror.isPresent() && !fileThere) {
          mirror.get().withdraw(record, notes);
        }
        if (!fileThere) {
          made.file.publish();
        }
        if (!recordThere) {
          recordOut.publish();
        }
        if (mirror.isPresent()) {
          mirror.get().add(made.place, record, notes);
        }
        return fileThere && recordThere ? Outcome.THERE : Outcome.WRITTEN;
      }
    }

    private RecompressReport report(
        PackedFile file,
        Optional<CompressedBy> from,
        List<Tried> tried,
        Outcome outcome,
        Optional<RecompressReport.Made> made) {
      return new RecompressReport(
          request.file(), file.digests(), from, file.raw(), tried, outcome, made, notes);
    }
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
