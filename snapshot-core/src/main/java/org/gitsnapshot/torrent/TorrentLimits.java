package org.gitsnapshot.torrent;

/**
 * Bounds on a {@code .torrent} that somebody else made.
 *
 * @param bytes how long it may be; it is held whole. A million pieces of v1 and v2 have 52 MB
 * @param depth how deep its values may be nested; a path takes two levels and one for each name
 * @param values how many values it may have; a file takes 14 where padding follows
 */
record TorrentLimits(int bytes, int depth, int values) {
  static final TorrentLimits DEFAULT = new TorrentLimits(64 << 20, 100, 2_000_000);
}
