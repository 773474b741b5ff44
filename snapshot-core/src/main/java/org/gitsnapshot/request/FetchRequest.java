package org.gitsnapshot.request;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.io.RecordText;

/**
 * Which files to get from mirrors, and what to trust.
 *
 * @param names the files; none for all that the trusted list has
 * @param mirrors the mirrors' base URLs, at least one, in the order of preference
 * @param trust where the digests come from
 * @param crossCheck from how many mirrors to take a part of each file, from 1; fewer where there
 *     are fewer
 * @param spotCheck the fraction of each file's bytes to compare with upstream, from 0 to 1
 * @param directory where the files go; made when it does not exist
 * @param jobs how many files at once, from 1
 */
public record FetchRequest(
    List<String> names,
    List<URI> mirrors,
    Trust trust,
    int crossCheck,
    double spotCheck,
    Path directory,
    int jobs) {

  /** Where the digests of the files come from. */
  public sealed interface Trust {
    /**
     * From a mirror's {@code manifest.json} that is at hand.
     *
     * @param file the manifest
     */
    record ByManifest(Path file) implements Trust {}

    /**
     * From a checksum list that is at hand.
     *
     * @param file the list, as {@code sha256sum} writes it
     */
    record ByChecksums(Path file) implements Trust {}

    /**
     * Given for the one file that is asked for.
     *
     * @param sha256 its digest
     */
    record ByDigest(Digest sha256) implements Trust {}

    /** What most of the mirrors say, which is as good as they are independent. */
    record ByAgreement() implements Trust {}
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no mirror, a number is out of range, or one digest
   *     is given for another number of files than one
   */
  public FetchRequest {
    names = List.copyOf(names);
    mirrors = mirrors.stream().distinct().toList();
    check(!mirrors.isEmpty(), "there is no mirror to fetch from");
    check(crossCheck >= 1 && jobs >= 1, "at least one mirror and one file at once");
    check(spotCheck >= 0 && spotCheck <= 1, "a spot check is of 0% to 100%");
    check(!(trust instanceof Trust.ByDigest) || names.size() == 1, "one digest is for one file");
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
