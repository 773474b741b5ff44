package org.gitsnapshot.manifest;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;

/**
 * What a tarball is that was made from another by deleting entries, and what was deleted. Nothing
 * of the machine or the moment is in it. {@link CleanManifestJson} writes and reads it.
 *
 * @param version the version of git-snapshot that made it
 * @param original the name of the tarball that it was made from, without a directory
 * @param originalFile size and digest of that tarball as it is
 * @param prefix what the patterns were held below
 * @param removes the patterns, in their order
 * @param clean the raw tar as it was, and what was deleted
 * @param tar size and digests of the raw tar that was left
 * @param files the files made, by name
 * @param notes what a user should know
 */
public record CleanManifest(
    String version,
    String original,
    SizedDigest originalFile,
    ByteString prefix,
    List<ByteString> removes,
    Derivation clean,
    FileDigests tar,
    List<MadeFile> files,
    List<String> notes) {
  /** What the {@code schema} member of the JSON says. */
  public static final String SCHEMA = "git-snapshot/clean/1";

  /**
   * A file made.
   *
   * @param name its name, without a directory
   * @param format its form
   * @param compressor what compressed it, unless it is a raw tar
   * @param digests its size and digests
   */
  public record MadeFile(
      String name, Format format, Optional<Compressor> compressor, FileDigests digests) {}

  /** Copies the lists, the files by name. */
  public CleanManifest {
    removes = List.copyOf(removes);
    files = files.stream().sorted(Comparator.comparing(MadeFile::name)).toList();
    notes = List.copyOf(notes);
  }
}
