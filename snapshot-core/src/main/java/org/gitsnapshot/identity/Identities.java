package org.gitsnapshot.identity;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * What other tools call the content of an archive below its top directory.
 *
 * <p>Owners, times and permissions but the owner's to execute do not count, nor does the order of
 * entries. An entry that is there once more does not count either.
 *
 * @param gitTree the id {@code git write-tree} gives once all files are added: SHA-1, and without
 *     empty directories, which git cannot hold. It is the commit's tree, unless the archive left
 *     something out, changed it, or has a submodule's empty directory
 * @param swhidDirectory {@code swh:1:dir:…} of Software Heritage, as {@code swh identify} gives it
 *     for the unpacked directory, empty directories with it
 * @param swhidRevision {@code swh:1:rev:…}, if the commit is known
 * @param narSha256 the SHA-256 of the NAR of the unpacked directory; see {@link #narSri()} and
 *     {@link #narBase32()} for how Nix and Guix write it
 * @param goH1 {@code h1:…} as Go's {@code dirhash.Hash1} gives it for the regular files, whose
 *     names begin with the Go prefix; links do not count, as in a module's zip. Nothing if a name
 *     has a line feed, which Go refuses
 */
public record Identities(
    Oid gitTree,
    String swhidDirectory,
    Optional<String> swhidRevision,
    Digest narSha256,
    Optional<String> goH1) {

  /**
   * Reads a raw tar and returns what it is called. {@link IdentityBuilder} takes entries from
   * elsewhere.
   *
   * <p>Contents are kept in a temporary file meanwhile, since NARs have an order of their own.
   *
   * @param tar read to its end, not closed
   * @param commit the commit it is of, if it is known
   * @param goPrefix what Go's names begin with, such as {@code example.org/module@v1.0.0}; without
   *     it, the name of the top directory
   * @throws org.gitsnapshot.error.CorruptObjectException if it is not a tar
   * @throws org.gitsnapshot.error.UnsupportedException if it has a device or a pipe, or a path that
   *     has a ".." or a NUL in it, or begins with a slash, or two entries of one path that are not
   *     the same: which of them is unpacked depends on the program
   */
  public static Identities ofTar(InputStream tar, Optional<Oid> commit, Optional<String> goPrefix)
      throws IOException {
    try (IdentityBuilder builder = new IdentityBuilder()) {
      TarEntries.feed(tar, builder);
      return builder.finish(commit, goPrefix.map(ByteString::utf8));
    }
  }

  /** Returns the NAR hash as Nix writes it today: {@code sha256-} and base 64. */
  public String narSri() {
    return "sha256-" + Encodings.base64(Encodings.bytes(narSha256));
  }

  /** Returns the NAR hash in the base 32 of Nix and Guix, 52 digits. */
  public String narBase32() {
    return Encodings.nixBase32(Encodings.bytes(narSha256));
  }
}
