package org.gitsnapshot.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;

/** Looks whether everything is there, and changes nothing. */
final class CheckWanted {
  private final Inventory inventory;
  private final Consumer<MirrorFileReport> done;

  CheckWanted(Inventory inventory, Consumer<MirrorFileReport> done) {
    this.inventory = inventory;
    this.done = done;
  }

  MirrorReport run(List<Wanted> items) {
    List<MirrorFileReport> reports = new ArrayList<>();
    for (Wanted wanted : items) {
      for (MirrorFileReport report : look(wanted)) {
        done.accept(report);
        reports.add(report);
      }
    }
    return new MirrorReport(UpdateMirror.sorted(reports), false, List.of(), List.of());
  }

  private List<MirrorFileReport> look(Wanted wanted) {
    Inventory.Standing standing = inventory.of(wanted);
    List<MirrorFileReport> reports = new ArrayList<>();
    standing.good().forEach(file -> reports.add(good(file)));
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

  private static MirrorFileReport good(MirrorFile file) {
    return MirrorFileReport.there(
        file.name(), Outcome.GOOD, file.size(), Optional.of(Origins.text(file.origin())));
  }

  private static Optional<String> hint() {
    return Optional.of("run it without --check-only, with a network");
  }
}
