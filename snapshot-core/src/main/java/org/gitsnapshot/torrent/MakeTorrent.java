package org.gitsnapshot.torrent;

import static org.gitsnapshot.torrent.InfoDictionary.put;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.report.TorrentReport.Identity;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.TorrentRequest;
import org.gitsnapshot.torrent.FileHasher.Hashes;
import org.gitsnapshot.torrent.TorrentInputs.Source;

/**
 * Makes the one {@code .torrent} of files: BEP 3 and BEP 52, with padding as in BEP 47, web seeds
 * as in BEP 19 and trackers as in BEP 12. The same files give the same infohashes to anybody.
 *
 * <p>Each file is read once. Immutable and thread-safe.
 */
public final class MakeTorrent {
  private final int threads;
  private final Progress progress;

  /** Creates one that reads files on so many threads. */
  public MakeTorrent(int threads, Progress progress) {
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Makes a torrent and writes it.
   *
   * @throws org.gitsnapshot.error.SnapshotException if there is no file, one cannot be read, is not
   *     as the mirror's manifest says, or has a name that torrents cannot have; or the torrent
   *     cannot be written
   */
  public TorrentReport run(TorrentRequest request) throws IOException {
    TorrentInputs inputs = TorrentInputs.of(request);
    int pieceLength =
        request.pieceLength().isPresent()
            ? PieceSize.checked(request.pieceLength().get())
            : PieceSize.of(inputs.total());
    List<String> seeds = WebSeeds.of(request.webSeeds(), inputs.name(), inputs.directory());
    Trackers.check(request.trackers());
    if (request.padFiles()) {
      PadFiles.check(request.inputs());
    }
    Path output = output(request, inputs);
    boolean hybrid = request.form() == TorrentRequest.Form.HYBRID;
    SortedMap<ByteString, BencodeValue> torrent = new TreeMap<>();
    BencodeValue.Dictionary info;
    if (hybrid) {
      List<Hashes> hashes = hashes(inputs, pieceLength);
      info = InfoDictionary.hybrid(inputs, pieceLength, hashes);
      put(torrent, "piece layers", InfoDictionary.layers(hashes, pieceLength));
    } else {
      info = InfoDictionary.v1(inputs, pieceLength, pieces(inputs, pieceLength));
    }
    put(torrent, "info", info);
    addPlaces(torrent, request.trackers(), seeds);
    byte[] written = BencodeWriter.toBytes(BencodeValue.of(torrent));
    Identity identity = identity(inputs.name(), BencodeWriter.toBytes(info), hybrid);
    if (request.output().isEmpty() && inputs.mirror().isEmpty()) {
      keepOther(output, identity);
    }
    write(output, written);
    progress.event(
        Event.info("file")
            .with("name", inputs.name())
            .with("file", output)
            .with("bytes", written.length)
            .with("sha256", Hex.of(Sha.sha256().digest(written))));
    boolean padded = hybrid && inputs.directory();
    if (request.padFiles()) {
      PadFiles.write(request.inputs().get(0), padded ? inputs.sources() : List.of(), pieceLength);
    }
    List<String> trackers = request.trackers().stream().flatMap(List::stream).toList();
    String magnet = Magnet.of(identity, trackers, seeds);
    long padding = padded ? padding(inputs, pieceLength) : 0;
    long all = inputs.total() + padding;
    return new TorrentReport(
        output,
        identity,
        pieceLength,
        all / pieceLength + (all % pieceLength == 0 ? 0 : 1),
        inputs.sources().size(),
        inputs.total(),
        padding,
        magnet,
        seeds.stream().map(url -> seed(url, inputs)).toList(),
        inputs.leftOut());
  }

  private List<Hashes> hashes(TorrentInputs inputs, int pieceLength) throws IOException {
    return ManyFiles.map(
        inputs.longestFirst(),
        threads,
        number -> {
          Source source = inputs.sources().get(number);
          progress.stage(source.display(), "hashing");
          FileHasher hasher = new FileHasher(pieceLength, true);
          checkSize(source, FileReading.read(source.file(), Long.MAX_VALUE, hasher::update));
          long padding = InfoDictionary.padding(source.size(), pieceLength);
          Hashes hashes = hasher.finish(inputs.directory() ? padding : 0);
          check(source, hashes.sha256());
          progress.done(source.display());
          return hashes;
        });
  }

  /** Without padding a piece goes on from one file to the next, so they are read in turn. */
  private byte[] pieces(TorrentInputs inputs, int pieceLength) throws IOException {
    PieceStream pieces = new PieceStream(pieceLength);
    for (Source source : inputs.sources()) {
      progress.stage(source.display(), "hashing");
      MessageDigest sha256 = Sha.sha256();
      FileReading.Sink both =
          (buffer, offset, length) -> {
            pieces.update(buffer, offset, length);
            sha256.update(buffer, offset, length);
          };
      checkSize(source, FileReading.read(source.file(), Long.MAX_VALUE, both));
      check(source, Digest.of(DigestAlgorithm.SHA256, sha256.digest()));
      progress.done(source.display());
    }
    return pieces.finish();
  }

  private static void checkSize(Source source, long read) throws UnavailableException {
    if (read != source.size()) {
      throw new UnavailableException(
          source.file()
              + " changed while it was read: it had "
              + source.size()
              + " bytes, and has "
              + read,
          "run it again when nobody writes there");
    }
  }

  /** What is wrong on one machine's disk would be wrong on everybody's. */
  private static void check(Source source, Digest found) throws CorruptObjectException {
    Optional<Digest> expected = source.sha256();
    if (expected.isPresent() && !expected.get().equals(found)) {
      throw new CorruptObjectException(
          source.file() + " has " + found + ", and the manifest says " + expected.get(),
          "bring the mirror up to date with snapshot mirror --rehash");
    }
  }

  private static void addPlaces(
      SortedMap<ByteString, BencodeValue> torrent, List<List<String>> tiers, List<String> seeds) {
    if (!tiers.isEmpty()) {
      put(torrent, "announce", BencodeValue.of(tiers.get(0).get(0)));
      put(
          torrent,
          "announce-list",
          BencodeValue.of(tiers.stream().map(MakeTorrent::texts).toList()));
    }
    if (!seeds.isEmpty()) {
      put(torrent, "url-list", texts(seeds));
    }
  }

  private static BencodeValue.Sequence texts(List<String> texts) {
    return BencodeValue.of(texts.stream().map(BencodeValue::of).toList());
  }

  private static Path output(TorrentRequest request, TorrentInputs inputs) throws IOException {
    String name = inputs.name() + ".torrent";
    Path output =
        request.output().orElse(inputs.mirror().map(at -> at.resolve(name)).orElse(Path.of(name)));
    for (Source source : inputs.sources()) {
      if (ReadFiles.of(source.file()).has(output)) {
        throw new InvalidInputException(
            "the torrent would replace one of its files, " + source.file(),
            "write it elsewhere with -o");
      }
    }
    return output;
  }

  /** A name that nobody chose may be that of another torrent. */
  private static void keepOther(Path output, Identity identity) throws OutputException {
    if (Files.isRegularFile(output) && !isOf(output, identity)) {
      throw new OutputException(
          output + " is there already, and no torrent of these files",
          "name a file with -o; that is replaced");
    }
  }

  private static boolean isOf(Path output, Identity identity) {
    try {
      return MetainfoReader.read(output).identity().equals(identity);
    } catch (SnapshotException noTorrent) {
      return false;
    }
  }

  private static void write(Path output, byte[] bytes) throws IOException {
    try (AtomicFile file = AtomicFile.create(output)) {
      file.write(bytes);
      file.seal();
      file.publish();
    }
  }

  /** Returns what names a torrent with this {@code info}. */
  static Identity identity(String name, byte[] info, boolean hybrid) {
    return new Identity(
        name,
        Optional.of(Hex.of(Sha.sha1().digest(info))),
        hybrid ? Optional.of(Hex.of(Sha.sha256().digest(info))) : Optional.empty());
  }

  private static long padding(TorrentInputs inputs, int pieceLength) {
    return inputs.sources().stream()
        .mapToLong(source -> InfoDictionary.padding(source.size(), pieceLength))
        .sum();
  }

  private static TorrentReport.WebSeed seed(String url, TorrentInputs inputs) {
    List<String> first = inputs.sources().get(0).path();
    return new TorrentReport.WebSeed(
        url, WebSeeds.request(url, inputs.name(), first, inputs.directory()));
  }
}
