package org.gitsnapshot.report;

import org.gitsnapshot.io.ByteString;

/**
 * A path of which a proof has to say more than that it is the commit's.
 *
 * @param path the path below the prefix, or the whole path of an entry that is not below it
 * @param kind what is the matter
 * @param reason why, in words; empty where the kind says it all
 */
public record ProofFinding(ByteString path, Kind kind, String reason) {
  /** What there is to say of a path. */
  public enum Kind {
    /** In the commit, not in the tar, and {@code export-ignore} says so. */
    LEFT_OUT(Weight.EXPLAINED, "left out by export-ignore"),
    /** A submodule: the tar may have its directory, and can have no more of it. */
    SUBMODULE(Weight.EXPLAINED, "a submodule, of which an archive has nothing"),
    /** A directory with nothing in it, and no submodule's: git has no such content. */
    EMPTY_DIRECTORY(Weight.EXPLAINED, "an empty directory, which is of the tar and no content"),
    /** The bytes differ from the commit's, and attributes say that an archive changes them. */
    CHANGED_BY_ATTRIBUTES(Weight.UNPROVED, "not the commit's bytes, as its attributes may have it"),
    /** It differs or is absent, and nobody knows whether attributes say so. */
    UNKNOWN_ATTRIBUTES(
        Weight.UNPROVED, "not as the commit has it, and its attributes are not at hand"),
    /** The bytes, or the target of a link, are not the commit's. */
    CONTENT(Weight.DIFFERENT, "its content is not the commit's"),
    /** Executable in one of them. */
    MODE(Weight.DIFFERENT, "its mode is not the commit's"),
    /** A file, a link or a directory in the tar, and another of them in the commit. */
    TYPE(Weight.DIFFERENT, "it is of another type in the commit"),
    /** In the commit, and not in the tar. */
    ABSENT(Weight.DIFFERENT, "not in the tar"),
    /** In the tar, and not in the commit. */
    EXTRA(Weight.DIFFERENT, "not in the commit");

    private final Weight weight;
    private final String words;

    Kind(Weight weight, String words) {
      this.weight = weight;
      this.words = words;
    }

    /** Returns what is said of such a path. */
    public String words() {
      return words;
    }

    /** Returns what it does to the proof. */
    public Weight weight() {
      return weight;
    }
  }

  /** What a finding does to a proof. */
  public enum Weight {
    /** Nothing: an archive of the commit is so, or it is no content. */
    EXPLAINED,
    /** It leaves a gap: an archive of the commit may be so, and so may a forged one. */
    UNPROVED,
    /** It refutes it: an archive of the commit is not so. */
    DIFFERENT
  }

  /** Returns a line for people. */
  @Override
  public String toString() {
    return path.display() + ": " + kind.words + (reason.isEmpty() ? "" : " (" + reason + ")");
  }
}
