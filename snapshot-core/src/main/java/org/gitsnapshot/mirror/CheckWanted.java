package org.gitsnapshot.mirror;

import java.io.IOException;
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

  MirrorReport run(List<Wanted> items) throws IOException {
    List<MirrorFileReport> reports = new ArrayList<>();
    for (Wanted wanted : items) {
      for (MirrorFileReport report : look(wanted)) {
        done.accept(report);
        reports.add(report);
      }
    }
    return new MirrorReport(UpdateMirror.sorted(reports), false, List.of(), List.of());
  }

  private List<MirrorFileReport> look(Wanted wanted) throws IOException {
    Inventory.Standing standing = inventory.of(wanted);
    if (standing instanceof Inventory.Good good) {
      return good.files().stream().map(CheckWanted::good).toList();
    }
    if (standing instanceof Inventory.Wrong wrong) {
      return List.of(MirrorFileReport.not(wrong.name(), Outcome.WRONG, wrong.message(), hint()));
    }
    Inventory.Absent absent = (Inventory.Absent) standing;
    return List.of(
        MirrorFileReport.not(absent.name(), Outcome.MISSING, "it is not in the mirror", hint()));
  }

  private static MirrorFileReport good(MirrorFile file) {
    return MirrorFileReport.there(
        file.name(), Outcome.GOOD, file.size(), Optional.of(Origins.text(file.origin())));
  }

  private static Optional<String> hint() {
    return Optional.of("run it without --check-only, with a network");
  }
}
