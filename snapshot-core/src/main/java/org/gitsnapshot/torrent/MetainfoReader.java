package org.gitsnapshot.torrent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.report.TorrentReport.Identity;
import org.gitsnapshot.torrent.FileTreeReader.TreeFile;
import org.gitsnapshot.torrent.Metainfo.Member;

/**
 * Reads a {@code .torrent} of v1, v2 or both that somebody else may have made to do harm: names
 * that lead elsewhere, lists that contradict each other and numbers that cannot be are errors at
 * their place. Used once, by one thread.
 */
final class MetainfoReader {
  /** A piece is never held, but a buffer of a 512th of it is. */
  private static final int MAX_PIECE = 1 << 28;

  private final String source;
  private final byte[] bytes;
  private final TorrentLimits limits;

  private MetainfoReader(String source, byte[] bytes, TorrentLimits limits) {
    this.source = source;
    this.bytes = bytes;
    this.limits = limits;
  }

  /** Reads a file. */
  static Metainfo read(Path file) throws SnapshotException {
    TorrentLimits limits = TorrentLimits.DEFAULT;
    try (InputStream in = Files.newInputStream(file)) {
      return parse(file.toString(), in.readNBytes(limits.bytes() + 1), limits);
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(file + ": no such file", "give a .torrent");
    } catch (SnapshotException told) {
      throw told;
    } catch (IOException e) {
      throw new UnavailableException(file + ": cannot be read: " + Explanation.reason(e), null, e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @throws InvalidInputException if they are no {@code .torrent}, or one that contradicts itself
   * @throws LimitExceededException if they are beyond the limits
   * @throws UnsupportedException if files are symbolic links
   */
  static Metainfo parse(String source, byte[] bytes, TorrentLimits limits)
      throws SnapshotException {
    if (bytes.length > limits.bytes()) {
      throw new LimitExceededException(
          source + ": longer than " + limits.bytes() + " bytes, the limit for torrents", null);
    }
    return new MetainfoReader(source, bytes, limits).read();
  }

  private Metainfo read() throws SnapshotException {
    BencodeValue value = BencodeReader.read(source, bytes, limits);
    TorrentFields torrent = TorrentFields.of(source, value, "it");
    TorrentFields info = torrent.needFields("info");
    boolean v1 = info.has("pieces");
    boolean v2 = info.has("meta version");
    if (v2 && info.needSize("meta version") != 2) {
      throw info.fault("meta version " + info.needSize("meta version") + ", which nobody knows");
    }
    if (!v1 && !v2) {
      throw info.fault("neither the pieces of v1 nor the meta version of v2");
    }
    int pieceLength = pieceLength(info, v2);
    String name = info.needText("name");
    Optional<String> fault = TorrentName.fault(name);
    if (fault.isPresent()) {
      throw TorrentFields.fault(source, info.need("name"), fault.get());
    }
    List<TreeFile> tree =
        v2 ? FileTreeReader.read(info, torrent.needFields("piece layers"), pieceLength) : List.of();
    boolean directory =
        v1 ? info.has("files") : !(tree.size() == 1 && tree.get(0).path().equals(List.of(name)));
    V1List list = v1 ? v1List(info, name, directory) : V1List.of(tree);
    if (v1 && v2) {
      checkSame(info, list.members(), tree, pieceLength);
    }
    checkDistinct(info, list.members());
    byte[] pieces = v1 ? pieces(info, list.length(), pieceLength) : new byte[0];
    List<Member> members = v2 ? withTrees(list.members(), tree) : list.members();
    List<String> trackers = torrent.texts("announce-list");
    return new Metainfo(
        identity(name, info, v1, v2),
        directory,
        pieceLength,
        members,
        list.length(),
        pieces,
        v2,
        trackers.isEmpty() ? torrent.texts("announce") : trackers,
        torrent.texts("url-list"));
  }

  /** The infohashes are of the bytes as they stand in the file. */
  private Identity identity(String name, TorrentFields info, boolean v1, boolean v2) {
    byte[] raw = Arrays.copyOfRange(bytes, info.dictionary().start(), info.dictionary().end());
    return new Identity(
        name,
        v1 ? Optional.of(Hex.of(Sha.sha1().digest(raw))) : Optional.empty(),
        v2 ? Optional.of(Hex.of(Sha.sha256().digest(raw))) : Optional.empty());
  }

  private static int pieceLength(TorrentFields info, boolean v2) throws InvalidInputException {
    long length = info.needSize("piece length");
    boolean fits = v2 ? length >= PieceSize.MIN && Long.bitCount(length) == 1 : length > 0;
    if (!fits || length > MAX_PIECE) {
      throw TorrentFields.fault(
          info.source(), info.need("piece length"), "pieces of " + length + " bytes");
    }
    return (int) length;
  }

  /**
   * The files in the order of v1's bytes.
   *
   * @param length of all, with padding
   */
  private record V1List(List<Member> members, long length) {
    /** Returns the list that v2 alone would have. */
    static V1List of(List<TreeFile> tree) {
      List<Member> members = new ArrayList<>();
      for (TreeFile file : tree) {
        members.add(new Member(file.path(), file.size(), 0, file.root(), file.layer()));
      }
      return new V1List(members, 0);
    }
  }

  private V1List v1List(TorrentFields info, String name, boolean directory)
      throws SnapshotException {
    if (directory == info.has("length")) {
      throw info.fault("one of \"files\" and \"length\" must be there, and not both");
    }
    if (!directory) {
      long size = info.needSize("length");
      Member only = new Member(List.of(name), size, 0, new byte[0], new byte[0]);
      return new V1List(List.of(only), size);
    }
    List<Member> members = new ArrayList<>();
    long offset = 0;
    for (BencodeValue item : info.needList("files")) {
      TorrentFields file = TorrentFields.of(source, item, "a file");
      long size = file.needSize("length");
      String attributes = file.has("attr") ? file.needText("attr") : "";
      if (attributes.contains("l")) {
        throw new UnsupportedException(
            source + ": byte " + item.start() + ": a file that is a symbolic link",
            "torrents of snapshot have none");
      }
      if (!attributes.contains("p")) {
        members.add(new Member(path(file), size, offset, new byte[0], new byte[0]));
      }
      if (offset > Long.MAX_VALUE - size) {
        throw file.fault("more than 63 bits of bytes");
      }
      offset += size;
    }
    return new V1List(members, offset);
  }

  private List<String> path(TorrentFields file) throws InvalidInputException {
    List<String> path = new ArrayList<>();
    for (BencodeValue part : file.needList("path")) {
      String name = TorrentFields.text(source, part, "a name in a path");
      Optional<String> fault = TorrentName.fault(name);
      if (fault.isPresent()) {
        throw TorrentFields.fault(source, part, fault.get());
      }
      path.add(name);
    }
    if (path.isEmpty() || path.size() > limits.depth()) {
      throw file.fault("a path of " + path.size() + " names");
    }
    return List.copyOf(path);
  }

  /** BEP 52: both versions describe the same files, in one order, each from a piece's begin. */
  private static void checkSame(
      TorrentFields info, List<Member> members, List<TreeFile> tree, int pieceLength)
      throws InvalidInputException {
    for (int i = 0; i < Math.max(members.size(), tree.size()); i++) {
      if (i >= tree.size() || i >= members.size()) {
        boolean more = i < members.size();
        String name = TorrentName.join(more ? members.get(i).path() : tree.get(i).path());
        throw info.fault(
            TorrentName.display(name) + " is in the list of v" + (more ? "1" : "2") + " alone");
      }
      Member file = members.get(i);
      if (!file.path().equals(tree.get(i).path()) || file.size() != tree.get(i).size()) {
        throw info.fault(
            "v1 and v2 have different files: "
                + file.display()
                + " of "
                + file.size()
                + " bytes, and "
                + TorrentName.display(TorrentName.join(tree.get(i).path()))
                + " of "
                + tree.get(i).size());
      }
      if (file.size() > 0 && file.offset() % pieceLength != 0) {
        throw info.fault(file.display() + " does not begin with a piece in v1");
      }
    }
  }

  /** A file twice, or a file where another has a directory. */
  private static void checkDistinct(TorrentFields info, List<Member> members)
      throws InvalidInputException {
    Set<List<String>> files = new HashSet<>();
    for (Member member : members) {
      if (!files.add(member.path())) {
        throw info.fault(member.display() + " is there twice");
      }
    }
    for (Member member : members) {
      for (int length = 1; length < member.path().size(); length++) {
        if (files.contains(member.path().subList(0, length))) {
          throw info.fault(
              TorrentName.display(TorrentName.join(member.path().subList(0, length)))
                  + " is a file and a directory");
        }
      }
    }
  }

  private static byte[] pieces(TorrentFields info, long length, int pieceLength)
      throws InvalidInputException {
    byte[] pieces = info.needBytes("pieces").toByteArray();
    long count = length / pieceLength + (length % pieceLength == 0 ? 0 : 1);
    if (pieces.length % Sha.SHA1_BYTES != 0 || pieces.length / Sha.SHA1_BYTES != count) {
      throw TorrentFields.fault(
          info.source(),
          info.need("pieces"),
          count + " pieces of v1, and " + pieces.length + " bytes of digests of 20");
    }
    return pieces;
  }

  private static List<Member> withTrees(List<Member> members, List<TreeFile> tree) {
    List<Member> whole = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Member file = members.get(i);
      TreeFile hashes = tree.get(i);
      whole.add(new Member(file.path(), file.size(), file.offset(), hashes.root(), hashes.layer()));
    }
    return List.copyOf(whole);
  }
}
