package org.gitsnapshot.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A {@code .torrent} that was made.
 *
 * @param file where it is
 * @param identity what names it everywhere
 * @param pieceLength the bytes of a piece
 * @param pieces how many pieces there are, those of padding too
 * @param files how many files are in it
 * @param bytes the size of all of them, without padding
 * @param padding the bytes of padding, which clients that know it never ask for
 * @param magnet the magnet link, with trackers and web seeds
 * @param webSeeds the web seeds, in order
 * @param leftOut names in the directory that are not in it
 */
public record TorrentReport(
    Path file,
    Identity identity,
    long pieceLength,
    long pieces,
    int files,
    long bytes,
    long padding,
    String magnet,
    List<WebSeed> webSeeds,
    List<String> leftOut) {
  /**
   * What names a torrent everywhere.
   *
   * @param name what it is called
   * @param v1 the infohash of v1: 40 hex digits
   * @param v2 the infohash of v2: 64 hex digits
   */
  public record Identity(String name, Optional<String> v1, Optional<String> v2) {}

  /**
   * One web seed.
   *
   * @param url as it is in the torrent; clients put the torrent's name and the file's path behind
   *     it
   * @param example what clients ask for to have the first file
   */
  public record WebSeed(String url, String example) {}

  /** Copies the lists. */
  public TorrentReport {
    webSeeds = List.copyOf(webSeeds);
    leftOut = List.copyOf(leftOut);
  }
}
