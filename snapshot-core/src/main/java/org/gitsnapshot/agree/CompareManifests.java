package org.gitsnapshot.agree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.AgreementReport.Camp;
import org.gitsnapshot.report.AgreementReport.FileAgreement;
import org.gitsnapshot.report.AgreementReport.Layer;

/**
 * Puts what manifests and records say side by side, layer by layer: what a file was made from, what
 * was deleted, the content, the raw tar, the compressed bytes.
 */
public final class CompareManifests {
  private final Map<String, Statement> statements;

  private CompareManifests(Map<String, Statement> statements) {
    this.statements = statements;
  }

  /**
   * Compares manifests.
   *
   * @param manifests what was read, by what the report is to call it
   */
  public static AgreementReport run(ReadManifests.Read manifests) {
    return new CompareManifests(manifests.statements()).report();
  }

  private AgreementReport report() {
    Map<ByteString, Map<String, Claim>> byName = new TreeMap<>();
    statements.forEach(
        (side, statement) ->
            statement
                .claims()
                .forEach(
                    claim ->
                        byName
                            .computeIfAbsent(
                                ByteString.utf8(claim.name()), name -> new LinkedHashMap<>())
                            .put(side, claim)));
    List<FileAgreement> files = new ArrayList<>();
    for (Map<String, Claim> row :
        NamesApart.pairs(statements, byName.values())
            ? NamesApart.rows(statements)
            : byName.values()) {
      files.add(file(row));
    }
    return new AgreementReport(List.copyOf(statements.keySet()), files);
  }

  private FileAgreement file(Map<String, Claim> row) {
    Set<String> names = new LinkedHashSet<>();
    row.values().forEach(claim -> names.add(claim.name()));
    List<String> missing =
        statements.keySet().stream().filter(side -> !row.containsKey(side)).toList();
    boolean cleaned = row.values().stream().anyMatch(Claim::cleaned);
    Map<Layer, List<Camp>> layers = new EnumMap<>(Layer.class);
    for (Layer layer : Layer.values()) {
      List<Camp> camps = camps(row, layer);
      boolean ofCleaned = layer == Layer.ORIGINAL || layer == Layer.REMOVED;
      if (!camps.isEmpty() && (cleaned || !ofCleaned)) {
        layers.put(layer, camps);
      }
    }
    // Of other originals all that was removed would be listed.
    boolean oneOriginal = layers.getOrDefault(Layer.ORIGINAL, List.of()).size() == 1;
    return new FileAgreement(
        String.join(" / ", names),
        layers,
        missing,
        oneOriginal ? RemovedLists.differences(row) : List.of());
  }

  private static List<Camp> camps(Map<String, Claim> row, Layer layer) {
    Map<String, Map<String, Claim>> byValue = new LinkedHashMap<>();
    row.forEach(
        (side, claim) -> {
          String value = claim.says().get(layer);
          if (value != null) {
            byValue.computeIfAbsent(value, text -> new LinkedHashMap<>()).put(side, claim);
          }
        });
    List<Camp> camps = new ArrayList<>();
    byValue.forEach((value, claims) -> camps.addAll(camps(value, claims, layer)));
    camps.sort(
        Comparator.comparing((Camp camp) -> -camp.manifests().size()).thenComparing(Camp::value));
    return camps;
  }

  /**
   * Returns those that say one value: one camp, unless they give the bytes of one digest other
   * sizes or other digests of another kind.
   */
  private static List<Camp> camps(String value, Map<String, Claim> claims, Layer layer) {
    Set<Long> sizes = new HashSet<>();
    Set<Digest> sha512 = new HashSet<>();
    for (Claim claim : claims.values()) {
      FileDigests bytes = claim.bytes().get(layer);
      if (bytes != null) {
        sizes.add(bytes.size());
        bytes.sha512().ifPresent(sha512::add);
      }
    }
    Map<String, List<String>> byMore = new LinkedHashMap<>();
    claims.forEach(
        (side, claim) -> {
          FileDigests bytes = claim.bytes().get(layer);
          StringBuilder more = new StringBuilder(value);
          if (bytes != null && sizes.size() > 1) {
            more.append(" of ").append(bytes.size()).append(" bytes");
          }
          if (bytes != null && sha512.size() > 1) {
            bytes.sha512().ifPresent(digest -> more.append(" with ").append(digest));
          }
          byMore.computeIfAbsent(more.toString(), text -> new ArrayList<>()).add(side);
        });
    return byMore.entrySet().stream()
        .map(camp -> new Camp(camp.getKey(), camp.getValue()))
        .toList();
  }
}
