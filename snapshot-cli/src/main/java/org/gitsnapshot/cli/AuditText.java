package org.gitsnapshot.cli;

import java.time.Instant;
import java.util.List;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.AuditEvidence;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.ContentNames;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.FileGroup;

/** Prints an audit as text: the verdict, the evidence, what was found, the pin. */
final class AuditText {
  private final SafePrint out;

  AuditText(SafePrint out) {
    this.out = out;
  }

  void print(AuditReport report) {
    out.println(report.headline());
    out.println();
    out.println("the file:");
    evidence(report.evidence());
    out.println();
    out.println("the commit:");
    line("commit", report.commit().hex());
    line("found by", report.foundBy());
    if (!report.refs().isEmpty()) {
      line("refs", String.join(", ", report.refs()));
    }
    line("content", report.content().label());
    line("raw tar", report.rawTar().label());
    line("compressed", report.compressed().label());
    report.recipe().ifPresent(recipe -> line("recipe", recipe.toString()));
    for (FileGroup group : report.groups()) {
      group(group);
    }
    report.comparison().ifPresent(this::comparison);
    if (!report.notes().isEmpty()) {
      out.println();
      report.notes().forEach(note -> out.println(Terminal.noteLine(note)));
    }
    report
        .pin()
        .ifPresent(
            pin -> {
              out.println();
              out.println("the pin:");
              out.println();
              out.print(pin);
            });
  }

  private void evidence(AuditEvidence evidence) {
    line("name", evidence.name());
    line("size", evidence.file().size() + " bytes");
    line("sha256", evidence.file().sha256().hex());
    evidence
        .compression()
        .ifPresent(
            by -> {
              line("compressed", CompareWords.compression(by));
              line("raw tar", evidence.raw().size() + " bytes");
              line("  sha256", evidence.raw().sha256().hex());
            });
    String top =
        evidence.topDirectory().isEmpty()
            ? ", no common top directory"
            : " below " + evidence.topDirectory().display();
    line("entries", evidence.entries() + top);
    evidence.comment().ifPresent(comment -> line("comment", comment));
    evidence
        .time()
        .ifPresentOrElse(
            time -> line("time", time(time)), () -> line("time", "not the same in all entries"));
    evidence.names().ifPresent(this::names);
  }

  private void names(ContentNames names) {
    line("git tree", names.gitTree());
    line("swhid", names.swhidDirectory());
    names.swhidRevision().ifPresent(id -> line("  of commit", id));
    line("nar", names.narSri());
    line("  base 32", names.narBase32());
    names.goH1().ifPresent(h1 -> line("go", h1));
  }

  private static String time(long seconds) {
    boolean shown = Math.abs(seconds) < Instant.MAX.getEpochSecond();
    return shown ? seconds + " (" + Instant.ofEpochSecond(seconds) + ")" : String.valueOf(seconds);
  }

  private void group(FileGroup group) {
    out.println();
    String listed = group.leftOut() > 0 ? ", " + group.files().size() + " of them listed" : "";
    out.println(group.what() + " (" + group.count() + listed + "):");
    for (ByteString path : group.files()) {
      out.println("  " + path.display());
    }
    if (group.leftOut() > 0) {
      out.println("  \u2026 " + group.leftOut() + " more (--most)");
    }
  }

  private void comparison(CompareReport comparison) {
    CompareText text = new CompareText(out);
    List<FileDifference> changed =
        comparison.files().stream()
            .filter(
                file ->
                    file.change() == FileDifference.Change.CONTENT
                        || file.change() == FileDifference.Change.TWICE)
            .toList();
    if (!comparison.tar().isEmpty()) {
      out.println();
      out.println("the tar (A is the file, B the commit's):");
      comparison.tar().forEach(text::group);
    }
    if (!changed.isEmpty()) {
      out.println();
      out.println("the changed files (A is the file, B the commit's):");
      changed.forEach(text::file);
    }
  }

  private void line(String what, String value) {
    out.println(String.format("  %-11s %s", what, value));
  }
}
