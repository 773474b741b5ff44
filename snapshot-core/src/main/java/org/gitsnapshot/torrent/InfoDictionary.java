package org.gitsnapshot.torrent;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.torrent.FileHasher.Hashes;
import org.gitsnapshot.torrent.TorrentInputs.Source;

/**
 * Writes a torrent's {@code info}, the part that its infohashes are of: nothing of the machine, the
 * moment or the mirrors is in it.
 */
final class InfoDictionary {
  private InfoDictionary() {}

  /**
   * Returns the {@code info} of v1 and v2 in one.
   *
   * @param hashes what was computed of each source, in their order
   */
  static BencodeValue.Dictionary hybrid(
      TorrentInputs inputs, int pieceLength, List<Hashes> hashes) {
    SortedMap<ByteString, BencodeValue> info = common(inputs, pieceLength);
    List<BencodeValue> files = new ArrayList<>();
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    for (int i = 0; i < hashes.size(); i++) {
      Source source = inputs.sources().get(i);
      pieces.writeBytes(hashes.get(i).pieces());
      files.add(file(source.size(), source.path()));
      long padding = inputs.directory() ? padding(source.size(), pieceLength) : 0;
      if (padding > 0) {
        SortedMap<ByteString, BencodeValue> pad =
            entries(file(padding, List.of(TorrentName.PADDING, String.valueOf(padding))));
        put(pad, "attr", BencodeValue.of("p"));
        files.add(BencodeValue.of(pad));
      }
    }
    if (inputs.directory()) {
      put(info, "files", BencodeValue.of(files));
    } else {
      put(info, "length", BencodeValue.of(inputs.total()));
    }
    put(info, "file tree", tree(inputs, hashes));
    put(info, "meta version", BencodeValue.of(2));
    put(info, "pieces", BencodeValue.of(pieces.toByteArray()));
    return BencodeValue.of(info);
  }

  /** Returns the {@code info} of v1 alone. */
  static BencodeValue.Dictionary v1(TorrentInputs inputs, int pieceLength, byte[] pieces) {
    SortedMap<ByteString, BencodeValue> info = common(inputs, pieceLength);
    if (inputs.directory()) {
      List<BencodeValue> files = new ArrayList<>();
      inputs.sources().forEach(source -> files.add(file(source.size(), source.path())));
      put(info, "files", BencodeValue.of(files));
    } else {
      put(info, "length", BencodeValue.of(inputs.total()));
    }
    put(info, "pieces", BencodeValue.of(pieces));
    return BencodeValue.of(info);
  }

  /** Returns the piece layers, by root, of the files that have more than one piece. */
  static BencodeValue.Dictionary layers(List<Hashes> hashes, int pieceLength) {
    SortedMap<ByteString, BencodeValue> layers = new TreeMap<>();
    for (Hashes file : hashes) {
      if (file.size() > pieceLength) {
        layers.put(ByteString.of(file.root()), BencodeValue.of(file.layer()));
      }
    }
    return BencodeValue.of(layers);
  }

  /**
   * Returns the zero bytes of v1 behind a file, up to the next piece; also behind the last one, as
   * the reference of BEP 52 and libtorrent do it.
   */
  static long padding(long size, long pieceLength) {
    return size % pieceLength == 0 ? 0 : pieceLength - size % pieceLength;
  }

  private static SortedMap<ByteString, BencodeValue> common(TorrentInputs inputs, int pieceLength) {
    SortedMap<ByteString, BencodeValue> info = new TreeMap<>();
    put(info, "name", BencodeValue.of(inputs.name()));
    put(info, "piece length", BencodeValue.of(pieceLength));
    return info;
  }

  private static BencodeValue.Dictionary file(long length, List<String> path) {
    SortedMap<ByteString, BencodeValue> file = new TreeMap<>();
    put(file, "length", BencodeValue.of(length));
    put(file, "path", BencodeValue.of(path.stream().map(BencodeValue::of).toList()));
    return BencodeValue.of(file);
  }

  private static BencodeValue.Dictionary tree(TorrentInputs inputs, List<Hashes> hashes) {
    Directory root = new Directory();
    for (int i = 0; i < hashes.size(); i++) {
      Hashes file = hashes.get(i);
      SortedMap<ByteString, BencodeValue> leaf = new TreeMap<>();
      put(leaf, "length", BencodeValue.of(file.size()));
      if (file.size() > 0) {
        put(leaf, "pieces root", BencodeValue.of(file.root()));
      }
      root.add(inputs.sources().get(i).path(), BencodeValue.of(leaf));
    }
    return root.toValue();
  }

  /** A directory of the file tree while it is put together. */
  private static final class Directory {
    private final TreeMap<String, Directory> directories = new TreeMap<>();
    private final SortedMap<ByteString, BencodeValue> files = new TreeMap<>();

    void add(List<String> path, BencodeValue leaf) {
      String name = path.get(0);
      if (path.size() > 1) {
        directories
            .computeIfAbsent(name, unused -> new Directory())
            .add(path.subList(1, path.size()), leaf);
      } else {
        SortedMap<ByteString, BencodeValue> file = new TreeMap<>();
        // BEP 52: what is under the empty name is the file.
        file.put(ByteString.EMPTY, leaf);
        files.put(ByteString.utf8(name), BencodeValue.of(file));
      }
    }

    BencodeValue.Dictionary toValue() {
      SortedMap<ByteString, BencodeValue> all = new TreeMap<>(files);
      directories.forEach((name, below) -> all.put(ByteString.utf8(name), below.toValue()));
      return BencodeValue.of(all);
    }
  }

  private static SortedMap<ByteString, BencodeValue> entries(BencodeValue.Dictionary dictionary) {
    return new TreeMap<>(dictionary.entries());
  }

  static void put(SortedMap<ByteString, BencodeValue> target, String key, BencodeValue value) {
    target.put(ByteString.utf8(key), value);
  }
}
