package org.gitsnapshot.torrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.ByteString;

/** Reads the file tree and the piece layers of v2, BEP 52. Used once, by one thread. */
final class FileTreeReader {
  private final String source;
  private final int pieceLength;
  private final TorrentFields layers;
  private final MerkleTree trees = new MerkleTree();
  private final List<TreeFile> files = new ArrayList<>();

  /** A file of the tree; see {@link Metainfo.Member}. */
  record TreeFile(List<String> path, long size, byte[] root, byte[] layer) {}

  private FileTreeReader(String source, int pieceLength, TorrentFields layers) {
    this.source = source;
    this.pieceLength = pieceLength;
    this.layers = layers;
  }

  /** Returns the files in the order of the tree. */
  static List<TreeFile> read(TorrentFields info, TorrentFields layers, int pieceLength)
      throws InvalidInputException {
    FileTreeReader reader = new FileTreeReader(info.source(), pieceLength, layers);
    reader.enter(info.needFields("file tree"), List.of());
    return reader.files;
  }

  private void enter(TorrentFields directory, List<String> path) throws InvalidInputException {
    for (Map.Entry<ByteString, BencodeValue> entry : directory.dictionary().entries().entrySet()) {
      String name = entry.getKey().asUtf8();
      Optional<String> fault =
          name == null
              ? Optional.of("a name that is not UTF-8: \"" + entry.getKey().display() + "\"")
              : TorrentName.fault(name);
      if (name == null || fault.isPresent()) {
        throw TorrentFields.fault(source, entry.getValue(), fault.orElse("no name"));
      }
      List<String> place = new ArrayList<>(path);
      place.add(name);
      TorrentFields below =
          TorrentFields.of(source, entry.getValue(), TorrentName.display(TorrentName.join(place)));
      if (!below.has("")) {
        enter(below, place);
      } else if (below.dictionary().entries().size() > 1) {
        throw below.fault(
            TorrentName.display(TorrentName.join(place)) + " is a file and a directory");
      } else {
        files.add(file(below.needFields(""), List.copyOf(place)));
      }
    }
  }

  private TreeFile file(TorrentFields leaf, List<String> path) throws InvalidInputException {
    String display = TorrentName.display(TorrentName.join(path));
    long size = leaf.needSize("length");
    if (size == 0) {
      return new TreeFile(path, size, new byte[0], new byte[0]);
    }
    ByteString root = leaf.needBytes("pieces root");
    if (root.length() != Sha.SHA256_BYTES) {
      throw leaf.fault("the root of " + display + " has " + root.length() + " bytes, not 32");
    }
    if (size <= pieceLength) {
      return new TreeFile(path, size, root.toByteArray(), root.toByteArray());
    }
    BencodeValue value = layers.dictionary().entries().get(root);
    if (value == null) {
      throw leaf.fault("no piece layer for " + display);
    }
    byte[] layer = TorrentFields.bytes(source, value, "a piece layer").toByteArray();
    long pieces = size / pieceLength + (size % pieceLength == 0 ? 0 : 1);
    if (layer.length % Sha.SHA256_BYTES != 0 || layer.length / Sha.SHA256_BYTES != pieces) {
      throw TorrentFields.fault(
          source,
          value,
          display + " has " + pieces + " pieces, and its piece layer " + layer.length + " bytes");
    }
    if (!ByteString.of(trees.rootOfLayer(layer, pieceLength)).equals(root)) {
      throw TorrentFields.fault(
          source, value, "the piece layer of " + display + " does not lead to its root");
    }
    return new TreeFile(path, size, root.toByteArray(), layer);
  }
}
