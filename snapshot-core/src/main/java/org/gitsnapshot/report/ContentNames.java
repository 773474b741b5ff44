package org.gitsnapshot.report;

import java.util.Optional;

/**
 * What other tools call the content of an archive below its top directory.
 *
 * @param gitTree the git tree id, in hex
 * @param swhidDirectory {@code swh:1:dir:…}
 * @param swhidRevision {@code swh:1:rev:…}, if the commit is known
 * @param narSri the SHA-256 of the NAR as Nix writes it
 * @param narBase32 the same in the base 32 of Nix and Guix
 * @param goH1 Go's {@code h1:…}, if Go knows one
 */
public record ContentNames(
    String gitTree,
    String swhidDirectory,
    Optional<String> swhidRevision,
    String narSri,
    String narBase32,
    Optional<String> goH1) {}
