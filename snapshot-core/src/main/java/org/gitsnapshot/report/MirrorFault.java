package org.gitsnapshot.report;

/**
 * Something a mirror did wrong.
 *
 * @param mirror the mirror's URL
 * @param kind what it was
 * @param message what was seen, in one line
 */
public record MirrorFault(String mirror, Kind kind, String message) {

  /** What a mirror can do wrong. */
  public enum Kind {
    /** It sent other bytes than those that have the digest; proven with the finished file. */
    WRONG_BYTES("wrong bytes"),
    /** Its manifest or its file is of another size or digest than what was agreed on. */
    OTHER_FILE("another file"),
    /** It does not have the file. */
    ABSENT("absent"),
    /** It cannot give a part of a file. */
    NO_RANGES("no ranges"),
    /** It does not answer, breaks off, or is too slow, also after asking again. */
    UNAVAILABLE("unavailable");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns the kind in words. */
    public String label() {
      return label;
    }
  }
}
