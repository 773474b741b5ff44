package org.gitsnapshot.recipe;

import java.util.Optional;

/** The form of a file that holds an archive: a raw tar or a compressed one. */
public enum Format {
  /** The raw tar. */
  TAR("tar"),
  /** Compressed by {@code gnu-gzip} or {@code zlib}. */
  TAR_GZ("tar.gz"),
  /** Compressed by {@code xz}, {@code xz-mt} or {@code xz-java}. */
  TAR_XZ("tar.xz"),
  /** Compressed by {@code bzip2}. */
  TAR_BZ2("tar.bz2");

  private final String suffix;

  Format(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the file suffix without the leading dot, which is also the format's name in pins. */
  public String suffix() {
    return suffix;
  }

  /** Returns whether there is a compressor in it. */
  public boolean compressed() {
    return this != TAR;
  }

  /** Returns the format of a suffix, if there is one. */
  public static Optional<Format> ofSuffix(String suffix) {
    for (Format format : values()) {
      if (format.suffix.equals(suffix)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
