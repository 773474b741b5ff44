package org.gitsnapshot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Event.Level;

/**
 * What a log keeps of reports: one event for the whole with a fact {@code outcome}, one for each
 * file, one for each note. Stateless.
 */
public final class ReportEvents {
  private ReportEvents() {}

  /** Returns the events of a pin that was built or verified. */
  public static List<Event> of(PinReport report) {
    boolean well = report.verdict() == Verdict.SAME || report.verdict() == Verdict.BUILT;
    Event pin =
        Event.of(well ? Level.INFO : Level.ERROR, "pin")
            .with("name", report.name())
            .with("outcome", report.verdict().label())
            .with("commit", report.commit())
            .withOptional("tree", report.tree())
            .with("content", report.content().label())
            .with("raw_tar", report.rawTar().label())
            .with("compressed", report.compressed().label());
    List<Event> events = new ArrayList<>();
    events.add(reasons(tar(pin, report.tar()), report.message(), report.hint()));
    files(report.name(), report.files(), events);
    notes(report.name(), report.notes(), events);
    return events;
  }

  /** Returns the events of an archive that was written. */
  public static List<Event> of(String name, ArchiveReport report) {
    List<Event> events = new ArrayList<>();
    Event archive =
        done("archive", name, "written", report.commit())
            .with("tree", report.tree())
            .with("entries", report.entries());
    events.add(tar(archive, Optional.of(report.rawTar())));
    files(name, report.files(), events);
    notes(name, report.notes(), events);
    return events;
  }

  /** Returns the events of a pin that was made. */
  public static List<Event> made(String name, Oid commit, List<String> notes) {
    List<Event> events = new ArrayList<>();
    events.add(done("pin", name, "made", commit));
    notes(name, notes, events);
    return events;
  }

  /** Returns the event of a file of a mirror. */
  public static Event of(MirrorFileReport report) {
    Level level = report.outcome().there() ? Level.INFO : Level.ERROR;
    // Thousands of files that are good every night would bury the others.
    boolean usual = report.outcome() == MirrorFileReport.Outcome.GOOD;
    Event file =
        Event.of(usual ? Level.DEBUG : level, "mirror-file")
            .with("file", report.name())
            .with("outcome", report.outcome().label())
            .with("bytes", report.size())
            .withOptional("from", report.from());
    return reasons(file, report.message(), report.hint());
  }

  /** Returns the events of a mirror as a whole; not those of its files. */
  public static List<Event> of(MirrorReport report) {
    List<Event> events = new ArrayList<>();
    report.pruned().forEach(name -> events.add(Event.info("pruned").with("file", name)));
    notes("", report.notes(), events);
    Event mirror =
        Event.of(report.complete() ? Level.INFO : Level.ERROR, "mirror")
            .with("complete", report.complete())
            .with("lists_changed", report.published())
            .with("files", report.files().size())
            .with("bytes", report.bytes());
    for (MirrorFileReport.Outcome outcome : MirrorFileReport.Outcome.values()) {
      mirror = mirror.with(outcome.label(), report.count(outcome));
    }
    events.add(mirror);
    return events;
  }

  /** Returns the events of a file that was fetched from mirrors. */
  public static List<Event> of(FetchReport report) {
    List<Event> events = new ArrayList<>();
    faults(report.name(), report.faults(), events);
    boolean well =
        report.outcome() != FetchReport.Outcome.FAILED
            && report.upstream() != FetchReport.Upstream.DIFFERENT;
    events.add(
        Event.of(well ? Level.INFO : Level.ERROR, "fetch")
            .with("file", report.name())
            .with("outcome", report.outcome().label())
            .with("upstream", report.upstream().label())
            .withOptional("why", report.message()));
    return events;
  }

  /** Returns the events of a fetch as a whole; not those of its files. */
  public static List<Event> of(FetchSummary summary) {
    List<Event> events = new ArrayList<>();
    faults("", summary.faults(), events);
    events.add(
        Event.info("trusted")
            .with("files", summary.files().size())
            .with("digests_from", summary.trust()));
    return events;
  }

  /** Returns an event for each thing that is wrong with a mirror, and one for the whole. */
  public static List<Event> of(CompletenessReport report) {
    List<Event> events = new ArrayList<>();
    report.problems().forEach(problem -> events.add(Event.error("problem").with("what", problem)));
    events.add(
        Event.of(report.complete() ? Level.INFO : Level.ERROR, "check")
            .with("complete", report.complete())
            .with("files", report.files())
            .with("problems", report.problems().size()));
    return events;
  }

  /** Returns an event for each file that manifests contradict each other on, and one for all. */
  public static List<Event> of(AgreementReport report) {
    List<Event> events = new ArrayList<>();
    for (AgreementReport.FileAgreement file : report.files()) {
      if (file.disagrees()) {
        AgreementReport.Layer layer = file.difference().orElseThrow();
        Event contradiction =
            Event.error("contradiction").with("file", file.name()).with("layer", layer.label());
        for (AgreementReport.Camp camp : file.camps(layer)) {
          contradiction =
              contradiction.with(
                  camp.value().replace(' ', '-'), String.join(" ", camp.manifests()));
        }
        events.add(contradiction);
      }
    }
    events.add(
        Event.info("agreement")
            .with("manifests", report.manifests().size())
            .with("files", report.files().size())
            .with("contradictions", events.size()));
    return events;
  }

  /** Returns the events of a commit that was looked at. */
  public static List<Event> of(LintReport report) {
    List<Event> events = new ArrayList<>();
    for (Finding finding : report.findings()) {
      events.add(
          Event.warn("finding")
              .with("name", report.name())
              .with("reason", finding.reason().label())
              .with("subject", finding.subject())
              .with("paths", finding.count()));
    }
    events.add(
        done(
                "lint",
                report.name(),
                report.findings().isEmpty() ? "clean" : "findings",
                report.commit())
            .with("findings", report.findings().size()));
    return events;
  }

  /** Returns the event of a comparison. */
  public static Event of(CompareReport report) {
    boolean same = report.sameness() == Sameness.IDENTICAL;
    return Event.of(same ? Level.INFO : Level.WARN, "compare")
        .with("a", report.a().name())
        .with("b", report.b().name())
        .with("outcome", report.sameness().label())
        .with("files_that_differ", report.filesTotal());
  }

  /** Returns the events of an audit. */
  public static List<Event> of(AuditReport report) {
    boolean well = report.verdict() == AuditVerdict.REPRODUCED;
    List<Event> events = new ArrayList<>();
    events.add(
        Event.of(well ? Level.INFO : Level.WARN, "audit")
            .with("file", report.evidence().name())
            .with("outcome", report.verdict().label())
            .with("bytes", report.evidence().file().size())
            .with("sha256", report.evidence().file().sha256().hex())
            .with("commit", report.commit())
            .with("found_by", report.foundBy())
            .withOptional("recipe", report.recipe()));
    notes(report.evidence().name(), report.notes(), events);
    return events;
  }

  /** Returns the event of a proof. */
  public static Event of(String file, ProofReport report) {
    boolean well = report.outcome() == ProofReport.Outcome.PROVED;
    return Event.of(well ? Level.INFO : Level.WARN, "proof")
        .with("file", file)
        .with("outcome", report.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .withOptional("commit", report.commit())
        .with("computed_tree", report.computedTree())
        .withOptional("known_tree", report.knownTree());
  }

  private static Event done(String event, String name, String outcome, Oid commit) {
    return Event.info(event).with("name", name).with("outcome", outcome).with("commit", commit);
  }

  private static Event tar(Event event, Optional<FileDigests> tar) {
    return tar.isEmpty()
        ? event
        : event.with("tar_bytes", tar.get().size()).with("tar_sha256", tar.get().sha256().hex());
  }

  private static Event reasons(Event event, Optional<String> message, Optional<String> hint) {
    return event.withOptional("why", message).withOptional("hint", hint);
  }

  private static void files(String name, List<FileReport> files, List<Event> events) {
    for (FileReport file : files) {
      if (file.made().isPresent()) {
        events.add(
            Event.info("file")
                .with("name", name)
                .with("file", file.name())
                .with("bytes", file.made().get().size())
                .with("sha256", file.made().get().sha256().hex())
                .with("promised", file.bytes().label())
                .with("recipe", file.recipe()));
      }
    }
  }

  private static void notes(String name, List<String> notes, List<Event> events) {
    for (String note : notes) {
      Event event = Event.warn("note");
      events.add((name.isEmpty() ? event : event.with("name", name)).with("what", note));
    }
  }

  private static void faults(String name, List<MirrorFault> faults, List<Event> events) {
    for (MirrorFault fault : faults) {
      Event event = Event.warn("mirror-fault").with("mirror", fault.mirror());
      events.add(
          (name.isEmpty() ? event : event.with("file", name))
              .with("kind", fault.kind().label())
              .with("why", fault.message()));
    }
  }
}
