package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;

/** Looks at what there is of a thing, and moves wrong files away. Thread-safe. */
final class LookAtWanted {
  private final Inventory inventory;
  private final StateDirectory state;
  private final Destination destination;

  LookAtWanted(Inventory inventory, StateDirectory state, Destination destination) {
    this.inventory = inventory;
    this.state = state;
    this.destination = destination;
  }

  /** Looks; of what cannot be looked at, all files have failed. */
  Looked run(Wanted wanted) {
    try {
      return look(wanted);
    } catch (Throwable e) {
      Inventory.Standing nothingToDo =
          new Inventory.Standing(List.of(), List.of(), List.of(), Map.of());
      return new Looked(
          wanted, nothingToDo, Outcomes.failed(wanted.files().keySet(), Explanation.of(e)));
    }
  }

  /** A wrong file is moved away at once, and is missing then. */
  private Looked look(Wanted wanted) {
    Inventory.Standing standing = inventory.of(wanted);
    List<String> missing = new ArrayList<>(standing.missing());
    Map<String, Explanation> faults = new LinkedHashMap<>(standing.faults());
    List<String> notes = new ArrayList<>();
    for (Inventory.Wrong wrong : standing.wrong()) {
      String name = wrong.name();
      String reason = name + " was in the mirror, and " + wrong.message();
      try {
        Path place = state.setAside(destination.resolve(name), name, wrong.sha256(), reason);
        notes.add(reason + "; it is now " + place);
        missing.add(name);
      } catch (IOException e) {
        faults.put(name, Explanation.of(e));
      }
    }
    if (!notes.isEmpty()) {
      setManifestAside(wanted).ifPresent(notes::add);
    }
    List<MirrorFileReport> reports = new ArrayList<>(Outcomes.there(standing.good(), Outcome.GOOD));
    faults.forEach((name, why) -> reports.addAll(Outcomes.failed(List.of(name), why).reports()));
    return new Looked(
        wanted,
        new Inventory.Standing(standing.good(), List.of(), missing, faults),
        new Outcomes(reports, standing.good(), notes));
  }

  /** A manifest of files that were all moved away goes too: it is in no list, and would stay. */
  private Optional<String> setManifestAside(Wanted wanted) {
    String name = wanted.manifestName().orElse("");
    try {
      Optional<Digest> sha256 = inventory.manifestOfNone(wanted);
      if (sha256.isEmpty()) {
        return Optional.empty();
      }
      String reason = name + " was in the mirror, and none of the files it tells of is there";
      Path place = state.setAside(destination.resolve(name), name, sha256.get(), reason);
      return Optional.of(reason + "; it is now " + place);
    } catch (IOException e) {
      return Optional.of(Explanation.of(e).message());
    }
  }
}
