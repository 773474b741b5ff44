package org.gitsnapshot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Event.Level;
import org.gitsnapshot.recipe.Compressor;

/**
 * What a log keeps of files that were made of files, and of proofs that they were: as {@link
 * ReportEvents} does of snapshots. Stateless.
 */
public final class DerivationEvents {
  private DerivationEvents() {}

  /** Returns the events of a tarball that entries were deleted from. */
  public static List<Event> of(CleanReport report) {
    boolean well = report.faults().isEmpty();
    List<Event> events = new ArrayList<>();
    events.add(
        Event.of(well ? Level.INFO : Level.WARN, "clean")
            .with("file", report.original())
            .with("outcome", well ? "written" : "different")
            .with("sha256", report.originalFile().sha256().hex())
            .with("removed", report.removed().size())
            .with("kept", report.kept())
            .with("from_tar_sha256", report.originalTar().sha256().hex())
            .with("tar_sha256", report.tar().sha256().hex()));
    if (well) {
      for (CleanReport.DerivedFile file : report.files()) {
        events.add(file(report.original(), file.name(), file.digests(), file.compressor()));
      }
    }
    notes(report.original(), report.warnings(), events);
    notes(report.original(), report.faults(), events);
    return events;
  }

  /** Returns the event of a proof that a tar is another without some entries, or of a refusal. */
  public static Event of(DerivationReport report) {
    Optional<DerivationReport.Refusal> refusal = report.refusal();
    return Event.of(report.proved() ? Level.INFO : Level.WARN, "derivation")
        .with("original", report.original())
        .with("derived", report.derived())
        .with("outcome", report.proved() ? "proved" : "refused")
        .with("removed", report.removed().size())
        .withOptional("at_byte", refusal.map(DerivationReport.Refusal::offset))
        .withOptional(
            "entry", refusal.flatMap(DerivationReport.Refusal::entry).map(ByteString::display))
        .withOptional("why", refusal.map(DerivationReport.Refusal::what))
        .withOptional("tar_sha256", report.derivedTar().map(tar -> tar.sha256().hex()));
  }

  /** Returns the events of a file that was compressed again. */
  public static List<Event> of(RecompressReport report) {
    String name = report.file().toString();
    List<Event> events = new ArrayList<>();
    events.add(
        Event.info("recompress")
            .with("file", name)
            .with("outcome", report.outcome().label())
            .with("bytes", report.original().size())
            .with("sha256", report.original().sha256().hex())
            .with("raw_bytes", report.raw().size())
            .with("raw_sha256", report.raw().sha256().hex()));
    if (report.outcome() == RecompressReport.Outcome.WRITTEN) {
      report
          .made()
          .ifPresent(
              made ->
                  events.add(
                      file(name, made.file().toString(), made.digests(), made.compressor())));
    }
    notes(name, report.notes(), events);
    return events;
  }

  /** Returns the events of a proof that two files hold the same raw bytes, or do not. */
  public static List<Event> of(RecompressionProof proof) {
    String name = proof.other().file().toString();
    List<Event> events = new ArrayList<>();
    events.add(
        Event.of(proof.same() ? Level.INFO : Level.WARN, "recompression")
            .with("original", proof.original().file())
            .with("file", name)
            .with("outcome", proof.same() ? "same" : "different")
            .withOptional("first_difference", proof.firstDifference())
            .with("sha256", proof.other().digests().sha256().hex())
            .with("raw_sha256", proof.other().raw().sha256().hex()));
    notes(name, proof.notes(), events);
    return events;
  }

  /** Returns the event of media that files were divided among; not those of the media's tars. */
  public static Event of(SplitReport report) {
    return Event.info("split")
        .with("outcome", report.outcome().label())
        .with("media", report.media().size())
        .with("files", report.files())
        .with("missing", report.missing().size());
  }

  /** Returns the event of a torrent that was made; not that of its file. */
  public static Event of(TorrentReport report) {
    return Event.info("torrent")
        .with("file", report.file())
        .with("outcome", "written")
        .with("files", report.files())
        .with("bytes", report.bytes())
        .withOptional("infohash_v1", report.identity().v1())
        .withOptional("infohash_v2", report.identity().v2());
  }

  /** Returns an event for each file that is not as a torrent has it, and one for the whole. */
  public static List<Event> of(String torrent, TorrentCheckReport report) {
    List<Event> events = new ArrayList<>();
    for (TorrentCheckReport.FileCheck file : report.files()) {
      if (file.outcome() != TorrentCheckReport.Outcome.GOOD) {
        events.add(
            Event.error("problem")
                .with("what", file.path() + ": " + file.outcome().label())
                .with("why", file.message()));
      }
    }
    int problems = events.size();
    events.add(
        Event.of(report.good() ? Level.INFO : Level.ERROR, "check")
            .with("torrent", torrent)
            .with("complete", report.good())
            .with("files", report.files().size())
            .with("problems", problems)
            .withOptional("infohash_v1", report.identity().v1())
            .withOptional("infohash_v2", report.identity().v2()));
    return events;
  }

  private static Event file(
      String name, String file, FileDigests digests, Optional<Compressor> compressor) {
    return Event.info("file")
        .with("name", name)
        .with("file", file)
        .with("bytes", digests.size())
        .with("sha256", digests.sha256().hex())
        .withOptional("compressor", compressor);
  }

  private static void notes(String name, List<String> notes, List<Event> events) {
    for (String note : notes) {
      events.add(Event.warn("note").with("name", name).with("what", note));
    }
  }
}
