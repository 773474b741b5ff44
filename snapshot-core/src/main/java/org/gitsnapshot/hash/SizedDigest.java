package org.gitsnapshot.hash;

/**
 * The size and the SHA-256 of one stream of bytes.
 *
 * @param size the number of bytes
 * @param sha256 its SHA-256
 */
public record SizedDigest(long size, Digest sha256) {}
