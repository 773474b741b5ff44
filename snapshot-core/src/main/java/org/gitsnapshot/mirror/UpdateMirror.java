package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.sign.SshSigner;

/**
 * Brings a mirror up to date: looks at what is there, gets what is not, and publishes.
 *
 * <p>It may be killed at any moment. What has a name is whole and right, a later run goes on, and
 * no lock stays. Two runs on one state wait for each other. Immutable and thread-safe.
 */
public final class UpdateMirror {
  private final MirrorTools tools;
  private final Progress progress;

  /** Creates one that works with these. */
  public UpdateMirror(MirrorTools tools, Progress progress) {
    this.tools = tools;
    this.progress = progress;
  }

  /**
   * Does what a request says.
   *
   * @param pins what is wanted beside the request's sources
   * @param base where relative patterns start
   * @param done hears of each file as it ends, from several threads
   * @throws IOException if nothing can be done at all: the sources are malformed, or a directory
   *     cannot be written; a file that cannot be had is in the report
   */
  public MirrorReport run(
      MirrorRequest request, Collection<Pin> pins, Path base, Consumer<MirrorFileReport> done)
      throws IOException {
    WorkList work = WorkList.of(request.wanted(), pins, base);
    Path directory = request.destination();
    Path stateAt = StateDirectory.locate(directory, request.state(), request.wanted().shard());
    if (request.mode() == MirrorRequest.Mode.CHECK) {
      Journal journal = Journal.read(stateAt.resolve("files.tsv"));
      MirrorManifest published = published(directory);
      Inventory inventory = new Inventory(directory, journal, published, request.rehash());
      return new CheckWanted(directory, published, inventory, done).run(work.items());
    }
    // Before any work is done: a key that cannot sign should not be found out after hours.
    Optional<SshSigner> signer =
        request.key().isPresent()
            ? Optional.of(
                SshSigner.read(request.key().get().file(), request.key().get().passphrase()))
            : Optional.empty();
    Directories.make(directory);
    try (StateDirectory state =
        StateDirectory.open(stateAt, () -> waits("waiting for another run at " + stateAt))) {
      AtomicFile.removeLeftovers(directory);
      Publishing publishing = new Publishing(directory, signer, this::waits);
      List<String> notes = new ArrayList<>();
      MirrorManifest before = present(publishing, directory, state, notes);
      Inventory inventory = new Inventory(directory, state.journal(), before, request.rehash());
      Destination destination = new Destination(directory);
      LookAtWanted looks = new LookAtWanted(inventory, state, destination);
      MakeWanted makes =
          new MakeWanted(
              new Downloads(tools, state, request.downloads(), progress),
              new BuiltSnapshots(tools, state, destination, progress),
              inventory,
              state,
              destination);
      List<Outcomes> outcomes =
          new Workers(request, looks, makes, progress, done)
              .run(work.items(), publishing::withdraw);
      notes.addAll(remember(state));
      Publishing.Change change = change(request, work, outcomes);
      Publishing.Result published = publishing.publish(change);
      state.keepPartial(change.gone());
      return report(outcomes, published, notes);
    }
  }

  private void waits(String what) {
    progress.stage("", what);
  }

  /** Returns what a manifest tells; one that is damaged, which a check finds out, tells nothing. */
  private static MirrorManifest published(Path directory) throws IOException {
    Path file = directory.resolve(MirrorManifest.FILE_NAME);
    Optional<byte[]> bytes = Publishing.read(file);
    return bytes.isEmpty() || DamagedManifest.of(file, bytes.get()).isPresent()
        ? MirrorManifest.of(List.of())
        : MirrorManifestJson.parse(file.toString(), bytes.get());
  }

  private MirrorManifest present(
      Publishing publishing, Path directory, StateDirectory state, List<String> notes)
      throws IOException {
    try {
      return publishing.present();
    } catch (InvalidInputException fault) {
      DamagedManifest.setAside(directory, state, this::waits).ifPresent(notes::add);
      return publishing.present();
    }
  }

  private static Publishing.Change change(
      MirrorRequest request, WorkList work, List<Outcomes> outcomes) {
    List<MirrorFile> there = new ArrayList<>();
    Set<String> gone = new HashSet<>();
    for (Outcomes one : outcomes) {
      there.addAll(one.files());
      for (MirrorFileReport report : one.reports()) {
        if (!report.outcome().there()) {
          gone.add(report.name());
        }
      }
    }
    return new Publishing.Change(there, gone, work.names(), request.prune());
  }

  /** What cannot be remembered is read again: no reason not to publish what is there. */
  private static List<String> remember(StateDirectory state) {
    try {
      state.journal().compact();
      return List.of();
    } catch (OutputException e) {
      return List.of(e.fullMessage() + "; the next run reads again what it does not remember");
    }
  }

  private static MirrorReport report(
      List<Outcomes> outcomes, Publishing.Result published, List<String> noted) {
    List<MirrorFileReport> reports = new ArrayList<>();
    List<String> notes = new ArrayList<>(noted);
    for (Outcomes one : outcomes) {
      reports.addAll(one.reports());
      notes.addAll(one.notes());
    }
    notes.addAll(published.notes());
    return new MirrorReport(sorted(reports), published.changed(), published.removed(), notes);
  }

  static List<MirrorFileReport> sorted(List<MirrorFileReport> reports) {
    return reports.stream().sorted(Comparator.comparing(MirrorFileReport::name)).toList();
  }
}
