package org.gitsnapshot.agree;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.report.AgreementReport.Layer;
import org.gitsnapshot.report.RemovedEntry;

/** Who deleted entries that others did not. */
final class RemovedLists {
  /** More are counted. */
  private static final int MOST = 5;

  private RemovedLists() {}

  /**
   * Returns a line for each side that deleted what the first with another list did not.
   *
   * @param claims by side, of one file
   */
  static List<String> differences(Map<String, Claim> claims) {
    Map<String, String> sideByList = new LinkedHashMap<>();
    claims.forEach(
        (side, claim) -> {
          if (!claim.removed().isEmpty()) {
            sideByList.putIfAbsent(claim.says().getOrDefault(Layer.REMOVED, ""), side);
          }
        });
    List<String> lines = new ArrayList<>();
    Iterator<String> sides = sideByList.values().iterator();
    if (!sides.hasNext()) {
      return lines;
    }
    String first = sides.next();
    while (sides.hasNext()) {
      String other = sides.next();
      add(lines, first, entries(claims, first), other, entries(claims, other));
      add(lines, other, entries(claims, other), first, entries(claims, first));
    }
    return lines;
  }

  private static void add(
      List<String> lines,
      String side,
      Map<String, RemovedEntry> removed,
      String other,
      Map<String, RemovedEntry> otherRemoved) {
    List<String> only =
        removed.entrySet().stream()
            .filter(entry -> !otherRemoved.containsKey(entry.getKey()))
            .map(entry -> entry.getValue().path().display())
            .toList();
    if (only.isEmpty()) {
      return;
    }
    String more = only.size() > MOST ? " and " + (only.size() - MOST) + " more" : "";
    lines.add(
        "removed in %s and not in %s: %s%s"
            .formatted(
                side, other, only.stream().limit(MOST).collect(Collectors.joining(", ")), more));
  }

  /** What {@link org.gitsnapshot.manifest.Derivation#listDigest} hashes is what is compared. */
  private static Map<String, RemovedEntry> entries(Map<String, Claim> claims, String side) {
    Map<String, RemovedEntry> entries = new LinkedHashMap<>();
    Claim claim = claims.get(side);
    if (claim != null) {
      for (RemovedEntry entry : claim.removed()) {
        String digest = entry.sha256().map(Digest::hex).orElse("-");
        entries.put(entry.kind().label() + digest + " " + entry.path().display(), entry);
      }
    }
    return entries;
  }
}
