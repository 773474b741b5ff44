package org.gitsnapshot.request;

import com.google.common.collect.ImmutableMap;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Removal;

/**
 * A tarball of which entries are to be deleted.
 *
 * @param file the tarball: a tar, raw or compressed
 * @param label what reports and the manifest call it
 * @param prefix what stands before the paths that patterns speak of; without it, the top directory
 *     that all entries have, if there is one
 * @param removals what is deleted; at least one
 * @param outputs the forms to make, each compressed one with its compressor
 * @param files where each form goes, whole or not at all
 * @param streams where forms go that are not files; not closed, and what they hold after a failure
 *     is worthless
 * @param manifest where the manifest goes, if there shall be one
 */
public record CleanRequest(
    Path file,
    String label,
    Optional<ByteString> prefix,
    List<Removal> removals,
    Map<Format, Optional<Compressor>> outputs,
    Map<Format, Path> files,
    Map<Format, OutputStream> streams,
    Optional<Path> manifest) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if nothing is to be deleted, a compressor writes another form
   *     than its own, a form goes nowhere, or to a file and to a stream, two go to one file, or a
   *     form goes somewhere that is not made
   */
  public CleanRequest {
    removals = List.copyOf(removals);
    outputs = ImmutableMap.copyOf(outputs);
    files = ImmutableMap.copyOf(files);
    streams = ImmutableMap.copyOf(streams);
    if (removals.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to delete, or nothing to make");
    }
    FormChecks.compressors(outputs);
    FormChecks.places(outputs.keySet(), files, streams);
  }
}
