package org.gitsnapshot.agree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.AgreementReport.Camp;
import org.gitsnapshot.report.AgreementReport.FileAgreement;

/**
 * Puts manifests side by side, with the three questions apart: content, raw tar, compressed bytes.
 */
public final class CompareMirrors {
  private final Map<String, MirrorManifest> manifests;

  private CompareMirrors(Map<String, MirrorManifest> manifests) {
    this.manifests = manifests;
  }

  /**
   * Compares manifests.
   *
   * @param manifests by what the report is to call them
   */
  public static AgreementReport run(Map<String, MirrorManifest> manifests) {
    return new CompareMirrors(manifests).report();
  }

  private AgreementReport report() {
    TreeSet<ByteString> names = new TreeSet<>();
    for (MirrorManifest manifest : manifests.values()) {
      manifest.files().forEach(file -> names.add(ByteString.utf8(file.name())));
    }
    List<FileAgreement> files = new ArrayList<>();
    for (ByteString name : names) {
      // Names came as text.
      files.add(file(Objects.requireNonNull(name.asUtf8())));
    }
    return new AgreementReport(List.copyOf(manifests.keySet()), files);
  }

  private FileAgreement file(String name) {
    List<String> missing = new ArrayList<>();
    Map<String, MirrorFile> files = new LinkedHashMap<>();
    manifests.forEach(
        (source, manifest) ->
            manifest
                .file(name)
                .ifPresentOrElse(file -> files.put(source, file), () -> missing.add(source)));
    return new FileAgreement(
        name,
        camps(files, CompareMirrors::tree),
        camps(files, file -> file.tar().map(tar -> tar.sha256().hex())),
        camps(files, file -> Optional.of(file.sha256().hex())),
        missing);
  }

  /** Two commits with one tree have the same content, if the same is deleted from it. */
  private static Optional<String> tree(MirrorFile file) {
    if (!(file.origin() instanceof Origin.Git git)) {
      return Optional.empty();
    }
    String tree = git.tree().hex();
    return Optional.of(
        file.clean()
            .map(clean -> tree + " minus " + clean.entries() + " of list " + clean.list().hex())
            .orElse(tree));
  }

  private static List<Camp> camps(
      Map<String, MirrorFile> files, Function<MirrorFile, Optional<String>> value) {
    Map<String, List<String>> byValue = new LinkedHashMap<>();
    files.forEach(
        (source, file) ->
            value
                .apply(file)
                .ifPresent(
                    text -> byValue.computeIfAbsent(text, t -> new ArrayList<>()).add(source)));
    return byValue.entrySet().stream()
        .map(camp -> new Camp(camp.getKey(), camp.getValue()))
        .sorted(
            Comparator.comparing((Camp camp) -> -camp.manifests().size())
                .thenComparing(Camp::value))
        .toList();
  }
}
