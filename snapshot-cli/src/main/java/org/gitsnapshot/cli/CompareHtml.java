package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.WholeFile;
import org.gitsnapshot.report.ArchiveMap;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.ComparedSide;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.TarDifference;
import org.gitsnapshot.report.TextDifference;

/**
 * Writes a comparison as one HTML page that needs nothing else: no script, no font, no network.
 * Details are folded, so that ten thousand differences stay readable.
 */
final class CompareHtml {
  private static final int STRIP_WIDTH = 1000;
  private static final int STRIP_HEIGHT = 26;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --faint: #57606a;
        --line: #d0d7de; --box: #f6f8fa; --minus: #ffebe9; --plus: #dafbe1;
        --content: #cf222e; --only: #bf8700; --tar: #0969da; }
      @media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3;
        --faint: #8d96a0; --line: #30363d; --box: #161b22; --minus: #5a1e1b; --plus: #12421f;
        --content: #ff7b72; --only: #d29922; --tar: #58a6ff; } }
      body { background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif;
        margin: 2rem auto; max-width: 66rem; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      code, pre, .path { font-family: ui-monospace, monospace; font-size: 13px; }
      .path, td { overflow-wrap: anywhere; }
      table { border-collapse: collapse; width: 100%; }
      td, th { border-top: 1px solid var(--line); padding: .3rem .6rem; text-align: left;
        vertical-align: top; }
      details { border-top: 1px solid var(--line); padding: .3rem 0; }
      summary { cursor: pointer; } .faint { color: var(--faint); }
      pre { background: var(--box); margin: .4rem 0; overflow-x: auto; padding: .5rem; }
      pre span { display: block; } .minus { background: var(--minus); }
      .plus { background: var(--plus); } .at { color: var(--faint); }
      svg { background: var(--box); border: 1px solid var(--line); display: block; width: 100%; }
      .content { fill: var(--content); } .only-here { fill: var(--only); } .tar { fill: var(--tar); }
      .key { display: inline-block; height: .8em; margin: 0 .3em 0 1em; width: .8em; }
      """;

  private final Writer out;

  private CompareHtml(Writer out) {
    this.out = out;
  }

  /** Writes the page whole or not at all. */
  static void write(CompareReport report, Path file) throws IOException {
    WholeFile.replace(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          new CompareHtml(text).page(report);
          text.flush();
        });
  }

  private void page(CompareReport report) throws IOException {
    String verdict = escape(report.verdict());
    line("<!DOCTYPE html>");
    line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<title>" + verdict + "</title><style>");
    line(STYLE + "</style></head><body>");
    line("<h1>" + verdict + "</h1>");
    line("<table>");
    side("A", report.a());
    side("B", report.b());
    for (CompareWords.Layer layer : CompareWords.layers(report)) {
      line("<tr><th>" + escape(layer.name()) + "<td>" + escape(layer.result()));
    }
    line("</table>");
    maps(report);
    tar(report);
    files(report);
    for (String note : report.notes()) {
      line("<p class=\"faint\">" + escape(note) + "</p>");
    }
    line("</body></html>");
  }

  private void side(String letter, ComparedSide side) throws IOException {
    line("<tr><th>" + letter + "<td><span class=\"path\">" + escape(side.name()) + "</span>");
    line("<span class=\"faint\">" + side.kind().label());
    for (String fact : CompareWords.facts(side)) {
      line("<br>" + escape(fact));
    }
    line("</span>");
  }

  private void maps(CompareReport report) throws IOException {
    if (report.mapA().isEmpty() && report.mapB().isEmpty()) {
      return;
    }
    line("<h2>Where in the raw tars</h2>");
    map("A", report.mapA());
    map("B", report.mapB());
    line("<p class=\"faint\">from the first byte on the left to the last on the right:");
    key("content", "content");
    key("only", "only on this side");
    key("tar", "headers, padding, trailer");
    line("</p>");
  }

  private void key(String colour, String words) throws IOException {
    line("<span class=\"key\" style=\"background: var(--" + colour + ")\"></span>" + words);
  }

  private void map(String letter, Optional<ArchiveMap> map) throws IOException {
    if (map.isEmpty()) {
      return;
    }
    long length = Math.max(1, map.get().length());
    line("<p>" + letter + " <span class=\"faint\">" + map.get().length() + " bytes</span></p>");
    line(
        "<svg role=\"img\" aria-label=\"where the differences lie in "
            + letter
            + "\" viewBox=\"0 0 "
            + STRIP_WIDTH
            + " "
            + STRIP_HEIGHT
            + "\" preserveAspectRatio=\"none\" height=\""
            + STRIP_HEIGHT
            + "\">");
    for (ArchiveMap.Region region : map.get().regions()) {
      double x = (double) region.from() / length * STRIP_WIDTH;
      double width = (double) (region.to() - region.from()) / length * STRIP_WIDTH;
      line(
          "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"%d\"><title>bytes %d to %d</title></rect>"
              .formatted(
                  region.what().label(), x, width, STRIP_HEIGHT, region.from(), region.to()));
    }
    line("</svg>");
  }

  private void tar(CompareReport report) throws IOException {
    if (report.tar().isEmpty()) {
      return;
    }
    line("<h2>The tar</h2>");
    for (TarDifference each : report.tar()) {
      line("<details><summary>" + escape(CompareWords.change(each)));
      line("<span class=\"faint\">" + CompareWords.count(each) + "</span></summary><ul>");
      for (TarDifference.Place place : each.places()) {
        String where = CompareWords.place(place);
        if (!where.isEmpty()) {
          line("<li class=\"path\">" + escape(where));
        }
      }
      if (each.count() > each.places().size()) {
        line("<li class=\"faint\">and " + (each.count() - each.places().size()) + " more");
      }
      line("</ul></details>");
    }
  }

  private void files(CompareReport report) throws IOException {
    if (report.fileCounts().isEmpty()) {
      return;
    }
    line("<h2>The files</h2>");
    for (Map.Entry<FileDifference.Change, Long> counted : report.fileCounts().entrySet()) {
      FileDifference.Change change = counted.getKey();
      long count = counted.getValue();
      String open = count <= 20 ? " open" : "";
      line("<details" + open + "><summary>" + change.label() + ": " + count + "</summary>");
      List<FileDifference> listed = report.listed(change);
      for (FileDifference file : listed) {
        file(file);
      }
      if (listed.size() < count) {
        line("<p class=\"faint\">and " + (count - listed.size()) + " more (--most)</p>");
      }
      line("</details>");
    }
  }

  private void file(FileDifference file) throws IOException {
    line("<details><summary><span class=\"path\">" + escape(file.path().display()) + "</span>");
    line("<span class=\"faint\">" + escape(CompareWords.details(file)) + "</span></summary>");
    for (String digest : CompareWords.digests(file)) {
      line("<div class=\"path faint\">" + digest + "</div>");
    }
    if (file.diff().isPresent()) {
      out.write("<pre>");
      for (TextDifference.Hunk hunk : file.diff().get().hunks()) {
        out.write("<span class=\"at\">" + hunk.head() + "</span>");
        for (TextDifference.Line each : hunk.lines()) {
          out.write("<span" + style(each.mark()) + ">" + each.mark() + escape(each.text()));
          out.write("</span>");
        }
      }
      line("</pre>");
      if (file.diff().get().leftOut() > 0) {
        line("<p class=\"faint\">" + file.diff().get().leftOut() + " more lines</p>");
      }
    }
    line("</details>");
  }

  private static String style(char mark) {
    return switch (mark) {
      case '-' -> " class=\"minus\"";
      case '+' -> " class=\"plus\"";
      default -> "";
    };
  }

  private void line(String text) throws IOException {
    out.write(text);
    out.write('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
