package org.gitsnapshot.torrent;

import java.util.List;
import org.gitsnapshot.report.TorrentReport.Identity;

/**
 * What a {@code .torrent} says, checked: its lists agree and its names stay in their directory.
 *
 * @param identity its name and infohashes
 * @param directory whether it is a directory; otherwise it is one file
 * @param pieceLength the bytes of a piece
 * @param members its files, without padding
 * @param length the bytes of v1, with padding: what is not a file's is zero
 * @param pieces the SHA-1 of v1's pieces, 20 bytes each; none without v1
 * @param layered whether it has the hash trees of v2
 * @param trackers all trackers, in the order of their tiers
 * @param webSeeds the web seeds
 */
record Metainfo(
    Identity identity,
    boolean directory,
    int pieceLength,
    List<Member> members,
    long length,
    byte[] pieces,
    boolean layered,
    List<String> trackers,
    List<String> webSeeds) {
  /**
   * One file.
   *
   * @param path its path below the torrent's directory, or its name
   * @param size its size in bytes
   * @param offset where it begins in v1's bytes
   * @param root the root of its hash tree; nothing where it is empty, or there is no v2
   * @param layer the roots of its pieces, 32 bytes each; its root where it has one piece
   */
  record Member(List<String> path, long size, long offset, byte[] root, byte[] layer) {
    String display() {
      return TorrentName.display(TorrentName.join(path));
    }
  }

  boolean hasPieces() {
    return identity.v1().isPresent();
  }

  String magnet() {
    return Magnet.of(identity, trackers, webSeeds);
  }
}
