package org.gitsnapshot.request;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.io.RecordText;

/**
 * A {@code .torrent} to be made.
 *
 * @param inputs one directory, of a mirror or any other; or files
 * @param include names of files in the directory that are taken in although they are lists
 * @param name what the torrent is called, and the directory that clients make; without it, {@code
 *     distfiles}, or the one file's name
 * @param form the versions of the protocol
 * @param pieceLength the bytes of a piece, a power of two from 16 KiB to 16 MiB; without it, chosen
 *     by the rule
 * @param webSeeds URLs of mirrors, under which the files are
 * @param trackers tiers of trackers' URLs, as BEP 12 has them
 * @param output the file to write; without it, {@code NAME.torrent} in a mirror's directory, else
 *     in the current one
 * @param padFiles whether the padding is put beside the files as sparse files in {@code .pad}
 */
public record TorrentRequest(
    List<Path> inputs,
    List<String> include,
    Optional<String> name,
    Form form,
    Optional<Long> pieceLength,
    List<String> webSeeds,
    List<List<String>> trackers,
    Optional<Path> output,
    boolean padFiles) {
  /** The versions of the protocol that a torrent speaks. */
  public enum Form {
    /** v1 and v2 in one, with padding: BEP 52. */
    HYBRID("hybrid"),
    /** v1 alone, without padding: for clients that cannot read v2. */
    V1("v1");

    private final String label;

    Form(String label) {
      this.label = label;
    }

    /** Returns the name on the command line and in JSON. */
    public String label() {
      return label;
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no input
   */
  public TorrentRequest {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to make a torrent of");
    }
    inputs = List.copyOf(inputs);
    include = List.copyOf(include);
    webSeeds = List.copyOf(webSeeds);
    trackers = trackers.stream().map(List::copyOf).toList();
  }

  /** Returns a request with the defaults: a hybrid, nobody named. */
  public static TorrentRequest of(Path input) {
    return new TorrentRequest(
        List.of(input),
        List.of(),
        Optional.empty(),
        Form.HYBRID,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        false);
  }

  /** Returns the same with the torrent written elsewhere. */
  public TorrentRequest withOutput(Path file) {
    return new TorrentRequest(
        inputs, include, name, form, pieceLength, webSeeds, trackers, Optional.of(file), padFiles);
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
