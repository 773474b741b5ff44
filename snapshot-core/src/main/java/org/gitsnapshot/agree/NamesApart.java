package org.gitsnapshot.agree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.AgreementReport.Layer;

/**
 * Records of people who made the same and chose names of their own for it: their files are compared
 * by form, and where they chose different forms, by what is in them.
 */
final class NamesApart {
  private NamesApart() {}

  /**
   * Returns whether files are to be compared although they have different names: there are records
   * of one kind alone, no two have a name in common, and they are two, or all of one original.
   *
   * @param rows the claims of each name
   */
  static boolean pairs(Map<String, Statement> statements, Collection<Map<String, Claim>> rows) {
    Collection<Statement> all = statements.values();
    boolean singles =
        all.stream().allMatch(each -> each.record().isPresent() && !each.claims().isEmpty())
            && all.stream().map(Statement::record).distinct().count() == 1;
    boolean apart = rows.stream().allMatch(row -> row.size() == 1);
    return statements.size() > 1
        && singles
        && apart
        && (statements.size() == 2
            || all.stream().map(NamesApart::original).distinct().count() == 1);
  }

  /** Returns a row for each form that two or more have; else one of what is in all files. */
  static Collection<Map<String, Claim>> rows(Map<String, Statement> statements) {
    Map<Format, Map<String, Claim>> byForm = new EnumMap<>(Format.class);
    Map<String, Claim> inside = new LinkedHashMap<>();
    statements.forEach(
        (side, statement) -> {
          inside.put(side, statement.claims().get(0).ofRawTar());
          statement
              .claims()
              .forEach(
                  claim ->
                      byForm
                          .computeIfAbsent(claim.form(), form -> new LinkedHashMap<>())
                          .put(side, claim));
        });
    boolean shared = byForm.values().stream().anyMatch(row -> row.size() > 1);
    return shared ? new ArrayList<>(byForm.values()) : List.of(inside);
  }

  /** Returns the name of what a record's files were made from; empty where it has none. */
  private static String original(Statement statement) {
    String upstream = statement.claims().get(0).says().getOrDefault(Layer.UPSTREAM, "");
    return upstream.substring(upstream.indexOf(' ') + 1);
  }
}
