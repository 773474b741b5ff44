package org.gitsnapshot.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Manifests of independent mirrors, or records of independent people, side by side.
 *
 * @param manifests what the manifests are called, in the order given
 * @param files one for each file that any has, in the order of their names
 */
public record AgreementReport(List<String> manifests, List<FileAgreement> files) {

  /** What a manifest says of a file; a difference in one layer explains those in the later ones. */
  public enum Layer {
    /** The raw tar from which entries were deleted. */
    ORIGINAL("original raw tar"),
    /** Which entries were deleted from it. */
    REMOVED("removed"),
    /** The tree of the commit, and what was deleted from it. */
    CONTENT("content"),
    /** The raw tar in the file; of a file that was compressed again, its raw bytes. */
    RAW_TAR("raw tar"),
    /** The bytes of the file. */
    COMPRESSED("compressed"),
    /** The file, as it was published, that another one was made from: its digest and name. */
    UPSTREAM("original file"),
    /** The engine and level that compressed the file. */
    COMPRESSOR("compressor");

    private final String words;

    Layer(String words) {
      this.words = words;
    }

    /** Returns what reports for people call it. */
    public String words() {
      return words;
    }

    /** Returns its name in JSON, such as {@code rawTar}. */
    public String label() {
      return this == RAW_TAR ? "rawTar" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One file in all manifests.
   *
   * @param name the file; of records of files with different names, all of them
   * @param layers who says what, for each layer of which any manifest says something
   * @param missing the manifests that do not have the file
   * @param removals where different entries were deleted and their lists are there, who deleted
   *     what others did not, one line each
   */
  public record FileAgreement(
      String name, Map<Layer, List<Camp>> layers, List<String> missing, List<String> removals) {
    /** Copies the collections. */
    public FileAgreement {
      Map<Layer, List<Camp>> copied = new EnumMap<>(Layer.class);
      layers.forEach((layer, camps) -> copied.put(layer, List.copyOf(camps)));
      layers = Collections.unmodifiableMap(copied);
      missing = List.copyOf(missing);
      removals = List.copyOf(removals);
    }

    /** Returns who says what of a layer, the largest camp first; none where nobody does. */
    public List<Camp> camps(Layer layer) {
      return layers.getOrDefault(layer, List.of());
    }

    /** Returns who has which bytes. */
    public List<Camp> compressed() {
      return camps(Layer.COMPRESSED);
    }

    /** Returns who has which bytes; of files in different forms, which raw tar. */
    private List<Camp> bytes() {
      return compressed().isEmpty() ? camps(Layer.RAW_TAR) : compressed();
    }

    /** Returns whether any two manifests contradict each other. */
    public boolean disagrees() {
      return difference().isPresent();
    }

    /**
     * Returns the first layer in which two manifests contradict each other. Another compressor is
     * no contradiction where the bytes are the same; nor are originals of other names, whose raw
     * bytes are compared.
     */
    public Optional<Layer> difference() {
      for (Layer layer : Layer.values()) {
        boolean differs =
            switch (layer) {
              case COMPRESSOR -> false;
              case UPSTREAM -> oneNameTwoDigests();
              default -> camps(layer).size() > 1;
            };
        if (differs) {
          return Optional.of(layer);
        }
      }
      return Optional.empty();
    }

    /**
     * Returns whether manifests give bytes of one digest other sizes, or other digests of another
     * kind: one of them is wrong, whatever the bytes are.
     */
    public boolean impossible(Layer layer) {
      List<Camp> camps = camps(layer);
      boolean ofBytes =
          layer == Layer.ORIGINAL || layer == Layer.RAW_TAR || layer == Layer.COMPRESSED;
      return ofBytes && camps.stream().map(Camp::digest).distinct().count() < camps.size();
    }

    private boolean oneNameTwoDigests() {
      List<Camp> camps = camps(Layer.UPSTREAM);
      return camps.stream().map(Camp::upstreamName).distinct().count() < camps.size();
    }
  }

  /**
   * Those that say the same.
   *
   * @param value what they say: a digest in hex; of an upstream file a digest, a space and its
   *     name; of what was deleted the number of entries and the digest of their list; of bytes to
   *     which others give the same digest and another size, or another SHA-512, those as well
   * @param manifests who, at least one
   */
  public record Camp(String value, List<String> manifests) {
    /** Copies the list. */
    public Camp {
      manifests = List.copyOf(manifests);
    }

    private String digest() {
      int end = value.indexOf(' ');
      return end < 0 ? value : value.substring(0, end);
    }

    private String upstreamName() {
      return value.substring(value.indexOf(' ') + 1);
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
                majority(file.bytes())
                    .filter(camp -> camp.manifests().size() >= required)
                    .isEmpty())
        .toList();
  }

  /** Returns whether any two manifests contradict each other on any file. */
  public boolean disagrees() {
    return files.stream().anyMatch(FileAgreement::disagrees);
  }
}
