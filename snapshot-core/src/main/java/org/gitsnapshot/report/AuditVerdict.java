package org.gitsnapshot.report;

import java.util.Locale;

/** What an audit ends in, from the best to the worst. */
public enum AuditVerdict {
  /** A recipe makes the file byte for byte. */
  REPRODUCED,
  /** A recipe makes the raw tar, and no engine here the compressed bytes. */
  COMPRESSOR_UNKNOWN,
  /** The files are those of the commit's archive; the tar around them is another. */
  TAR_DIFFERS,
  /** Files were added, changed or left out. */
  CONTENT_DIFFERS;

  /** Returns the word in reports, such as {@code compressor-unknown}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
