package org.gitsnapshot.agree;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.manifest.ManifestKind;

/**
 * What one side says: a mirror's manifest, one record, or the records of a directory.
 *
 * @param claims one for each file
 * @param record of what kind it is if it is one record, of which the names of the files are its
 *     maker's choice
 */
record Statement(List<Claim> claims, Optional<ManifestKind> record) {
  /** Copies the list. */
  Statement {
    claims = List.copyOf(claims);
  }

  static Statement of(ManifestKind kind, List<Claim> claims) {
    return new Statement(claims, Optional.of(kind).filter(each -> each != ManifestKind.MIRROR));
  }
}
