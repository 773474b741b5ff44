package org.gitsnapshot.mirror;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.gitsnapshot.manifest.ListsCheck;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;

/** Looks whether everything is there, and its lists too, and changes nothing. */
final class CheckWanted {
  private final Path directory;
  private final MirrorManifest published;
  private final Inventory inventory;
  private final Consumer<MirrorFileReport> done;

  /**
   * What the lists are to say: of files that are wanted as they are, and of others as published.
   */
  private final Map<String, MirrorFile> listed = new TreeMap<>();

  CheckWanted(
      Path directory,
      MirrorManifest published,
      Inventory inventory,
      Consumer<MirrorFileReport> done) {
    this.directory = directory;
    this.published = published;
    this.inventory = inventory;
    this.done = done;
  }

  MirrorReport run(List<Wanted> items) {
    published.files().forEach(file -> listed.put(file.name(), file));
    List<MirrorFileReport> reports = new ArrayList<>();
    for (Wanted wanted : items) {
      reports.addAll(told(look(wanted)));
    }
    // A mirror that was never made lacks its files; its lists need not be told.
    if (!listed.isEmpty()) {
      reports.addAll(told(lists()));
    }
    return new MirrorReport(UpdateMirror.sorted(reports), false, List.of(), List.of());
  }

  private List<MirrorFileReport> look(Wanted wanted) {
    Inventory.Standing standing = inventory.of(wanted);
    List<MirrorFileReport> reports = new ArrayList<>();
    standing.good().forEach(file -> reports.add(good(file)));
    standing.good().forEach(file -> listed.put(file.name(), file));
    for (Inventory.Wrong wrong : standing.wrong()) {
      reports.add(MirrorFileReport.not(wrong.name(), Outcome.WRONG, wrong.message(), hint()));
    }
    for (String name : standing.missing()) {
      reports.add(MirrorFileReport.not(name, Outcome.MISSING, "it is not in the mirror", hint()));
    }
    standing
        .faults()
        .forEach(
            (name, why) ->
                reports.add(MirrorFileReport.not(name, Outcome.FAILED, why.message(), why.hint())));
    return reports;
  }

  private List<MirrorFileReport> told(List<MirrorFileReport> reports) {
    reports.forEach(done);
    return reports;
  }

  private List<MirrorFileReport> lists() {
    List<MirrorFileReport> reports = new ArrayList<>();
    ListsCheck.run(directory, MirrorManifest.of(listed.values()))
        .forEach(
            (name, fault) ->
                reports.add(
                    MirrorFileReport.not(
                        name,
                        fault.missing() ? Outcome.MISSING : Outcome.WRONG,
                        fault.message(),
                        Optional.of("run it without --check-only"))));
    return reports;
  }

  private static MirrorFileReport good(MirrorFile file) {
    return MirrorFileReport.there(
        file.name(), Outcome.GOOD, file.size(), Optional.of(Origins.text(file.origin())));
  }

  private static Optional<String> hint() {
    return Optional.of("run it without --check-only, with a network");
  }
}
