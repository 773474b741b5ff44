package org.gitsnapshot.cli;

import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.ComparedSide;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.FileDifference.FileFacts;
import org.gitsnapshot.report.FirstDifference;
import org.gitsnapshot.report.TarDifference;
import org.gitsnapshot.report.TarDifference.Place;

/** The words that text and HTML have in common. */
final class CompareWords {
  private CompareWords() {}

  /** A layer and what came of it. */
  record Layer(String name, String result) {}

  static List<Layer> layers(CompareReport report) {
    List<Layer> layers = new ArrayList<>();
    ComparedSide a = report.a();
    ComparedSide b = report.b();
    boolean compressed = a.compression().isPresent() || b.compression().isPresent();
    if (a.file().isPresent() && b.file().isPresent()) {
      String name = compressed ? "compressed bytes" : "bytes";
      layers.add(new Layer(name, report.file().map(CompareWords::from).orElse("same")));
    }
    if (a.raw().isPresent() && b.raw().isPresent()) {
      boolean archives = a.entries() > 0 || b.entries() > 0;
      String name = archives ? "raw tar" : "uncompressed bytes";
      layers.add(new Layer(name, report.raw().map(CompareWords::from).orElse("same")));
    }
    if (a.kind() != ComparedSide.Kind.FILE && b.kind() != ComparedSide.Kind.FILE) {
      long files = report.filesTotal();
      String content =
          files == 0 ? "same" : files == 1 ? "1 file differs" : files + " files differ";
      layers.add(new Layer("content", content));
    }
    return layers;
  }

  private static String from(FirstDifference first) {
    String entry = first.entry().map(path -> ", in " + path.display()).orElse("");
    return "different from byte " + first.offset() + " on" + entry;
  }

  static List<String> facts(ComparedSide side) {
    List<String> facts = new ArrayList<>();
    side.file()
        .ifPresent(
            file -> facts.add("file: " + file.size() + " bytes, sha256 " + file.sha256().hex()));
    side.compression().ifPresent(by -> facts.add("compressed: " + compression(by)));
    if (!side.raw().equals(side.file())) {
      side.raw()
          .ifPresent(
              raw -> facts.add("raw tar: " + raw.size() + " bytes, sha256 " + raw.sha256().hex()));
    }
    if (side.kind() != ComparedSide.Kind.FILE) {
      String top = side.topDirectory().isEmpty() ? "" : " below " + side.topDirectory().display();
      facts.add("entries: " + side.entries() + top);
    }
    return facts;
  }

  static String compression(CompressedBy by) {
    String header =
        by.header().isEmpty() ? "" : " (header: " + String.join(", ", by.header()) + ")";
    String format = by.engine().isPresent() ? by.format() + ", " : "";
    return format + by.inWords() + header;
  }

  static String change(TarDifference difference) {
    return difference.what() + ": " + difference.from() + " \u2192 " + difference.to();
  }

  static String count(TarDifference difference) {
    boolean single = difference.count() == 1 && !difference.places().isEmpty();
    if (single && difference.places().get(0).path().isEmpty()) {
      return "";
    }
    return difference.count() == 1 ? "in 1 entry" : "in " + difference.count() + " entries";
  }

  static String place(Place place) {
    List<String> offsets = new ArrayList<>();
    if (place.offsetA() >= 0) {
      offsets.add("A at byte " + place.offsetA());
    }
    if (place.offsetB() >= 0) {
      offsets.add("B at byte " + place.offsetB());
    }
    String path = place.path().display();
    String where = String.join(", ", offsets);
    if (path.isEmpty() || where.isEmpty()) {
      return path + where;
    }
    return path + " (" + where + ")";
  }

  static String title(FileDifference file) {
    return what(file.change()) + ": " + file.path().display();
  }

  /** Returns what the title of a file begins with. */
  static String what(FileDifference.Change change) {
    return switch (change) {
      case ONLY_IN_A -> "only in A";
      case ONLY_IN_B -> "only in B";
      case KIND -> "another kind";
      case TARGET -> "link target";
      case CONTENT -> "content";
      case EXECUTABLE -> "executable";
      case TWICE -> "there twice, and not the same";
      case DISPUTED -> "read differently by programs";
    };
  }

  static String details(FileDifference file) {
    String a = file.a().map(facts -> side(file, facts)).orElse("");
    String b = file.b().map(facts -> side(file, facts)).orElse("");
    String both = a.isEmpty() || b.isEmpty() ? a + b : a + " \u2192 " + b;
    return file.firstDifference().isPresent()
        ? both + ", first different at byte " + file.firstDifference().getAsLong()
        : both;
  }

  private static String side(FileDifference file, FileFacts facts) {
    if (file.change() == FileDifference.Change.EXECUTABLE) {
      return facts.executable() ? "executable" : "not executable";
    }
    String target = facts.target().isEmpty() ? "" : " to " + facts.target().display();
    if (file.change() == FileDifference.Change.TARGET) {
      return facts.target().display();
    }
    return facts.sha256().isEmpty() ? facts.kind() + target : facts.size() + " bytes";
  }

  /** Returns the digests of both sides, one a line. */
  static List<String> digests(FileDifference file) {
    List<String> lines = new ArrayList<>();
    file.a().filter(f -> !f.sha256().isEmpty()).ifPresent(f -> lines.add("A " + digest(f)));
    file.b().filter(f -> !f.sha256().isEmpty()).ifPresent(f -> lines.add("B " + digest(f)));
    return lines;
  }

  private static String digest(FileFacts facts) {
    String place = facts.offset() < 0 ? "" : " at byte " + facts.offset();
    return "sha256 " + facts.sha256() + place;
  }
}
