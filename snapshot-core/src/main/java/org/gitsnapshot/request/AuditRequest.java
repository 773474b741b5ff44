package org.gitsnapshot.request;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.io.RecordText;

/**
 * A published archive whose recipe is wanted.
 *
 * @param file the archive: a tar, raw or compressed
 * @param urls where the repository may be, tried in turn; at least one
 * @param pinUrls what the pin is to call these places; at least one where there is a place
 * @param revision the commit, if it is known: a full id, a tag, a branch, a full ref name, {@code
 *     HEAD} or the first digits of an id
 * @param detail how much of what differs is told
 */
public record AuditRequest(
    Path file,
    List<String> urls,
    List<String> pinUrls,
    Optional<String> revision,
    CompareRequest.Detail detail) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are places and nothing to call them
   */
  public AuditRequest {
    urls = List.copyOf(urls);
    pinUrls = List.copyOf(pinUrls);
    if (pinUrls.isEmpty() && !urls.isEmpty()) {
      throw new IllegalArgumentException("the pin has no URL");
    }
  }

  /** Creates one whose pin has the URLs as they are. */
  public AuditRequest(
      Path file, List<String> urls, Optional<String> revision, CompareRequest.Detail detail) {
    this(file, urls, urls, revision, detail);
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
