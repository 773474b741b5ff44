package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.report.ProofFinding;
import org.gitsnapshot.report.ProofReport;

/** Prints what was proved of an archive without its commit's files. */
final class ProofPrinter {
  private final PrintStream out;
  private final int limit;

  /** Creates a printer of so many findings at most. */
  ProofPrinter(PrintStream out, int limit) {
    this.out = out;
    this.limit = limit;
  }

  void text(ProofReport report) {
    out.println(verdict(report));
    report.statements().forEach(statement -> out.println("  " + statement));
    List<ProofFinding> findings = report.findings();
    for (ProofFinding finding : findings.subList(0, Math.min(limit, findings.size()))) {
      out.println("    " + finding);
    }
    if (findings.size() > limit) {
      out.println("    and " + (findings.size() - limit) + " more (--most)");
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
