package org.gitsnapshot.request;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.io.RecordText;

/**
 * An archive that is to be held against a commit without the commit's files.
 *
 * @param file the archive: a tar, raw or compressed
 * @param urls where commit and trees may be had, tried in turn; without any, only what the archive
 *     says of itself is told
 * @param commit its full id
 * @param prefix what stands before every path; without it, the directory that all are in
 */
public record ProofRequest(Path file, List<String> urls, Oid commit, Optional<ByteString> prefix) {
  /** Copies the list. */
  public ProofRequest {
    urls = List.copyOf(urls);
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
