package org.gitsnapshot.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An engine name that this project reserves, with its format and levels.
 *
 * <p>The list is what a pin or recipe may say, so that a slip is an error where it is written. A
 * build need not have every engine: one it lacks fails where a snapshot needs it. A name stands for
 * the same bytes for ever; a new behaviour gets a new name here.
 */
public enum ReservedEngine {
  /** GNU gzip 1.2.4 and later, as {@code gzip -n} writes it. */
  GNU_GZIP("gnu-gzip", Format.TAR_GZ, 1, 9, 6),
  /** The zlib library, as git's own {@code tar.gz} writes it since 2.38. */
  ZLIB("zlib", Format.TAR_GZ, 1, 9, 6),
  /** XZ Utils with one thread, {@code xz -T1}. */
  XZ("xz", Format.TAR_XZ, 0, 9, 6),
  /** The same with the presets that end in {@code e}, written {@code xz -6e}. */
  XZ_EXTREME("xz-extreme", Format.TAR_XZ, 0, 9, 6),
  /** XZ Utils with more than one thread, {@code xz -T2} and up, which writes blocks. */
  XZ_MT("xz-mt", Format.TAR_XZ, 0, 9, 6),
  /** The same with the presets that end in {@code e}, written {@code xz-mt -6e}. */
  XZ_MT_EXTREME("xz-mt-extreme", Format.TAR_XZ, 0, 9, 6),
  /** XZ for Java. */
  XZ_JAVA("xz-java", Format.TAR_XZ, 0, 9, 6),
  /** The bzip2 program. */
  BZIP2("bzip2", Format.TAR_BZ2, 1, 9, 9);

  private static final String EXTREME = "-extreme";

  private final String label;
  private final Format format;
  private final int minLevel;
  private final int maxLevel;
  private final int defaultLevel;

  ReservedEngine(String label, Format format, int minLevel, int maxLevel, int defaultLevel) {
    this.label = label;
    this.format = format;
    this.minLevel = minLevel;
    this.maxLevel = maxLevel;
    this.defaultLevel = defaultLevel;
  }

  /** Returns the name in pins and recipes. */
  public String label() {
    return label;
  }

  /** Returns the one format that it writes. */
  public Format format() {
    return format;
  }

  /** Returns the lowest level. */
  public int minLevel() {
    return minLevel;
  }

  /** Returns the highest level. */
  public int maxLevel() {
    return maxLevel;
  }

  /** Returns the level where none is given. */
  public int defaultLevel() {
    return defaultLevel;
  }

  /** Returns the engine of the levels that end in {@code e}, if this one has such. */
  public Optional<ReservedEngine> extreme() {
    return ofLabel(label + EXTREME);
  }

  /** Returns whether it takes {@link XzOptions}. */
  boolean hasOptions() {
    return switch (this) {
      case XZ, XZ_EXTREME, XZ_MT, XZ_MT_EXTREME -> true;
      case GNU_GZIP, ZLIB, XZ_JAVA, BZIP2 -> false;
    };
  }

  /** Returns what a level of xz or xz-mt stands for. */
  XzOptions preset(int level) {
    return XzOptions.preset(level, label.endsWith(EXTREME));
  }

  /**
   * Returns how the engine at a level is written, such as {@code gnu-gzip -6} or {@code xz -6e}.
   */
  String written(int level) {
    return label.endsWith(EXTREME)
        ? label.substring(0, label.length() - EXTREME.length()) + " -" + level + "e"
        : label + " -" + level;
  }

  /** Returns the engine of a name in pins, if there is one. */
  public static Optional<ReservedEngine> ofLabel(String label) {
    return Arrays.stream(values()).filter(engine -> engine.label.equals(label)).findFirst();
  }

  /** Returns the names of all engines. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(ReservedEngine::label).toList();
  }

  /** Returns the names of the engines that write a format, such as {@code [gnu-gzip, zlib]}. */
  public static List<String> labels(Format format) {
    return Arrays.stream(values())
        .filter(engine -> engine.format == format)
        .map(ReservedEngine::label)
        .toList();
  }
}
