package org.gitsnapshot.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.io.ByteString;

/**
 * An entry of a tar that a derived tar does not have.
 *
 * @param path the whole path, as the tar has it
 * @param kind what it is
 * @param offset where it begins in the original raw tar, its extension headers with it
 * @param size how many bytes of content it has, the holes of a sparse file with them
 * @param sha256 the digest of a file's content or of a symbolic link's target; nothing of others
 * @param rule the pattern that removes it; nothing where only the two tars are known
 */
public record RemovedEntry(
    ByteString path,
    Kind kind,
    long offset,
    long size,
    Optional<Digest> sha256,
    Optional<ByteString> rule) {
  /** What an entry is. */
  public enum Kind {
    /** A plain file. */
    FILE,
    /** Another name of a file. */
    HARD_LINK,
    /** A symbolic link. */
    SYMLINK,
    /** A directory. */
    DIRECTORY,
    /** A device, a pipe, or something unknown. */
    SPECIAL;

    /** Returns the word in reports and manifests, such as {@code hard-link}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the kind of a word, if there is one. */
    public static Optional<Kind> ofLabel(String label) {
      for (Kind kind : values()) {
        if (kind.label().equals(label)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /** Returns the same entry without the pattern that removes it. */
  public RemovedEntry withoutRule() {
    return new RemovedEntry(path, kind, offset, size, sha256, Optional.empty());
  }

  /** Returns such as {@code 12 files}, or {@code 12 files and 2 directories}. */
  public static String count(List<RemovedEntry> removed) {
    long directories = removed.stream().filter(e -> e.kind() == Kind.DIRECTORY).count();
    long files = removed.size() - directories;
    Optional<String> both =
        directories == 0
            ? Optional.empty()
            : Optional.of(directories + (directories == 1 ? " directory" : " directories"));
    if (files == 0 && both.isPresent()) {
      return both.get();
    }
    String first = files + (files == 1 ? " file" : " files");
    return both.map(second -> first + " and " + second).orElse(first);
  }
}
