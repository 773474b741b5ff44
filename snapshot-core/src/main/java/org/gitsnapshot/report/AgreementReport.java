package org.gitsnapshot.report;

import java.util.List;
import java.util.Optional;

/**
 * Manifests of independent mirrors side by side.
 *
 * @param manifests what the manifests are called, in the order given
 * @param files one for each file that any has, in the order of their names
 */
public record AgreementReport(List<String> manifests, List<FileAgreement> files) {

  /**
   * One file in all manifests.
   *
   * @param name the file
   * @param content who has which tree, for files made from commits
   * @param rawTar who has which raw tar, where it is known
   * @param compressed who has which bytes
   * @param missing the manifests that do not have the file
   */
  public record FileAgreement(
      String name,
      List<Camp> content,
      List<Camp> rawTar,
      List<Camp> compressed,
      List<String> missing) {
    /** Copies the lists. */
    public FileAgreement {
      content = List.copyOf(content);
      rawTar = List.copyOf(rawTar);
      compressed = List.copyOf(compressed);
      missing = List.copyOf(missing);
    }

    /** Returns whether any two manifests contradict each other. */
    public boolean disagrees() {
      return content.size() > 1 || rawTar.size() > 1 || compressed.size() > 1;
    }
  }

  /**
   * Those that say the same.
   *
   * @param value what they say, in hex; of a cleaned file, also what was deleted
   * @param manifests who, at least one
   */
  public record Camp(String value, List<String> manifests) {
    /** Copies the list. */
    public Camp {
      manifests = List.copyOf(manifests);
    }
  }

  /** Copies the lists. */
  public AgreementReport {
    manifests = List.copyOf(manifests);
    files = List.copyOf(files);
  }

  /**
   * Returns the largest of several camps, which come with the largest first; nothing where there is
   * none, or two are as large.
   */
  public static Optional<Camp> majority(List<Camp> camps) {
    if (camps.isEmpty()
        || (camps.size() > 1
            && camps.get(0).manifests().size() == camps.get(1).manifests().size())) {
      return Optional.empty();
    }
    return Optional.of(camps.get(0));
  }

  /** Returns the files on whose bytes fewer than so many agree, or as many on others. */
  public List<FileAgreement> below(int required) {
    return files.stream()
        .filter(
            file ->
                majority(file.compressed())
                    .filter(camp -> camp.manifests().size() >= required)
                    .isEmpty())
        .toList();
  }

  /** Returns whether any two manifests contradict each other on any file. */
  public boolean disagrees() {
    return files.stream().anyMatch(FileAgreement::disagrees);
  }
}
