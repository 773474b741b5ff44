package org.gitsnapshot.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.AgreementReport.Camp;
import org.gitsnapshot.report.AgreementReport.FileAgreement;
import org.gitsnapshot.report.AgreementReport.Layer;

/** Says file by file who agrees, where the first difference lies, and who is alone with it. */
final class AgreementPrinter {
  /** In the order in which one decides the next; the compressor is named where it explains. */
  private static final List<Layer> ON_THE_LINE =
      List.of(
          Layer.UPSTREAM,
          Layer.ORIGINAL,
          Layer.REMOVED,
          Layer.CONTENT,
          Layer.RAW_TAR,
          Layer.COMPRESSED);

  private final SafePrint out;

  AgreementPrinter(SafePrint out) {
    this.out = out;
  }

  /**
   * Prints a report.
   *
   * @param below what is said of files on which too few agree, or nothing
   */
  void print(AgreementReport report, String below) {
    report.files().forEach(this::print);
    long disagreed = report.files().stream().filter(FileAgreement::disagrees).count();
    out.println(
        "%s, %s: %d with contradictions%s"
            .formatted(
                Count.of(report.manifests().size(), "manifest"),
                Count.of(report.files().size(), "file"),
                disagreed,
                below));
  }

  private void print(FileAgreement file) {
    out.println(
        file.name()
            + ": "
            + ON_THE_LINE.stream()
                .filter(layer -> !file.camps(layer).isEmpty())
                .map(layer -> layer.words() + " " + count(file.camps(layer)))
                .collect(Collectors.joining(", ")));
    file.difference().flatMap(layer -> why(file, layer)).ifPresent(why -> out.println("  " + why));
    ON_THE_LINE.forEach(layer -> outliers(layer, file.camps(layer)));
    if (file.camps(Layer.COMPRESSED).size() > 1) {
      outliers(Layer.COMPRESSOR, file.camps(Layer.COMPRESSOR));
    }
    file.removals().forEach(line -> out.println("  " + line));
    if (!file.missing().isEmpty()) {
      out.println("  not in " + String.join(", ", file.missing()));
    }
  }

  private static String count(List<Camp> camps) {
    int all = camps.stream().mapToInt(camp -> camp.manifests().size()).sum();
    return camps.get(0).manifests().size() + "/" + all;
  }

  /** Says what the first difference means; nothing where the layer's name says it all. */
  private static Optional<String> why(FileAgreement file, Layer layer) {
    if (file.impossible(layer)) {
      return Optional.of(
          "one digest cannot be of different bytes, so one of the manifests is wrong");
    }
    boolean sameTar = file.camps(Layer.RAW_TAR).size() == 1;
    return Optional.ofNullable(
        switch (layer) {
          case ORIGINAL -> "made from other originals: what follows differs because of that";
          case REMOVED -> "other entries were removed from the same original";
          case CONTENT -> null;
          case RAW_TAR -> rawTar(file);
          case COMPRESSED -> sameTar ? compressed(file.camps(Layer.COMPRESSOR)) : null;
          case UPSTREAM -> "the original file of one name has other bytes, and the same is in it";
          case COMPRESSOR -> null;
        });
  }

  private static String rawTar(FileAgreement file) {
    if (file.camps(Layer.REMOVED).size() == 1) {
      return "the same was removed from the same original, so one raw tar is wrong:"
          + " verify --derived-from finds out which";
    }
    if (file.camps(Layer.CONTENT).size() == 1) {
      return "the same content in another raw tar";
    }
    return file.camps(Layer.UPSTREAM).isEmpty()
        ? "other raw tars"
        : "other raw bytes, and so made from other originals";
  }

  private static String compressed(List<Camp> compressors) {
    String names = compressors.stream().map(Camp::value).collect(Collectors.joining(" and "));
    if (compressors.size() > 1) {
      return "only the compressed form differs: " + names;
    }
    return compressors.isEmpty()
        ? "only the compressed form differs"
        : "only the compressed form differs, and all say " + names + ": one of the files is wrong";
  }

  /** Names those outside of the majority, or all where there is none. */
  private void outliers(Layer layer, List<Camp> camps) {
    if (camps.size() < 2) {
      return;
    }
    boolean majority = AgreementReport.majority(camps).isPresent();
    for (Camp camp : camps.subList(majority ? 1 : 0, camps.size())) {
      out.println(
          "  "
              + (majority ? "outlier in " : "no majority in ")
              + layer.words()
              + ": "
              + String.join(", ", camp.manifests())
              + " has "
              + camp.value());
    }
  }
}
