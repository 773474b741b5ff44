package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.report.ProofFinding;
import org.gitsnapshot.report.ProofFinding.Kind;
import org.gitsnapshot.report.ProofReport;

/** Prints what was proved of an archive without its commit's files. */
final class ProofPrinter {
  private final PrintStream out;
  private final int limit;

  /** Creates a printer of so many findings of each kind at most. */
  ProofPrinter(PrintStream out, int limit) {
    this.out = out;
    this.limit = limit;
  }

  void text(ProofReport report) {
    out.println(verdict(report));
    report.statements().forEach(statement -> out.println("  " + statement));
    // What refutes the proof comes first, and what explains itself last.
    Arrays.stream(Kind.values())
        .sorted(Comparator.comparing(Kind::weight).reversed())
        .forEach(kind -> findings(report, kind));
  }

  private void findings(ProofReport report, Kind kind) {
    List<ProofFinding> findings =
        report.findings().stream().filter(finding -> finding.kind() == kind).toList();
    findings.stream().limit(limit).forEach(finding -> out.println("    " + finding));
    if (findings.size() > limit) {
      String more = "and " + (findings.size() - limit) + " more: " + kind.words();
      out.println("    " + more + " (--most)");
    }
  }

  private static String verdict(ProofReport report) {
    return switch (report.outcome()) {
      case PROVED -> "the content is the commit's";
      case PROVED_IN_PART -> "the content is the commit's, but for paths that were not proved";
      case NOT_PROVED -> "not proved to be the commit's content";
      case DIFFERENT -> "content differs";
    };
  }

  void json(ProofReport report, ExitCode code) throws IOException {
    Json.print(
        out,
        "audit",
        code,
        json -> {
          json.writeStringField(
              "proof", report.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
          Json.string(json, "commit", report.commit().map(Oid::hex));
          Json.string(json, "claimedCommit", report.claimed().map(Oid::hex));
          json.writeStringField("computedTree", report.computedTree().hex());
          Json.string(json, "commitTree", report.knownTree().map(Oid::hex));
          json.writeNumberField("sameFiles", report.same());
          json.writeArrayFieldStart("statements");
          for (String statement : report.statements()) {
            json.writeString(statement);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("findings");
          for (ProofFinding finding : report.findings()) {
            json.writeStartObject();
            json.writeStringField("path", finding.path().display());
            json.writeStringField(
                "kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            json.writeStringField("reason", finding.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
