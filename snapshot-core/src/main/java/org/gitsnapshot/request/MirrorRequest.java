package org.gitsnapshot.request;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A mirror to be made or brought up to date.
 *
 * @param wanted the files it shall have
 * @param destination the directory that is published; made when it does not exist
 * @param state the directory of what is remembered and not published; without it, {@code
 *     DESTINATION.state} beside the destination
 * @param mode what is done
 * @param downloads how downloads are done
 * @param builds how many snapshots are built at once, from 1
 * @param rehash whether every file is read again, also one of which size and time are as remembered
 * @param prune whether files of the mirror that are wanted no longer are removed
 * @param key what signs the list of checksums; without it, nothing does
 */
public record MirrorRequest(
    MirrorSources wanted,
    Path destination,
    Optional<Path> state,
    Mode mode,
    DownloadOptions downloads,
    int builds,
    boolean rehash,
    boolean prune,
    Optional<SigningKey> key) {
  /** What is done. */
  public enum Mode {
    /** What is missing is made or downloaded, and everything is published. */
    UPDATE,
    /** It is only looked whether everything is there; nothing is written or asked for. */
    CHECK
  }

  /**
   * A key that signs.
   *
   * @param file a private key as {@code ssh-keygen} writes it
   * @param passphrase what opens it, if it is encrypted
   */
  public record SigningKey(Path file, Optional<String> passphrase) {
    /** Returns the file alone: a passphrase is for no log. */
    @Override
    public String toString() {
      return "SigningKey[" + file + "]";
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if nothing may be built at once
   */
  public MirrorRequest {
    if (builds < 1) {
      throw new IllegalArgumentException("at least one build at once, not " + builds);
    }
  }

  /** Returns a request for an update with the defaults. */
  public static MirrorRequest of(MirrorSources wanted, Path destination) {
    return new MirrorRequest(
        wanted,
        destination,
        Optional.empty(),
        Mode.UPDATE,
        DownloadOptions.DEFAULT,
        1,
        false,
        false,
        Optional.empty());
  }
}
