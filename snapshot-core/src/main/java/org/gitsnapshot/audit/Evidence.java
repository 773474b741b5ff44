package org.gitsnapshot.audit;

import com.google.common.io.ByteStreams;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Umask;
import org.gitsnapshot.tarread.PaxRecord;
import org.gitsnapshot.tarread.TarEnd;
import org.gitsnapshot.tarread.TarExtension;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarPrefix;
import org.jspecify.annotations.Nullable;

/**
 * A published archive that has been read once: its raw tar in a temporary file, and its entries.
 *
 * @param file the published file
 * @param raw its raw tar, which goes away when this is closed
 * @param fileDigest size and digest of the published file
 * @param rawDigest size and digest of the raw tar
 * @param compressed whether the one is not the other
 * @param entries all entries in their order, without the names of volumes
 * @param end what else the tar has
 */
record Evidence(
    Path file,
    Path raw,
    SizedDigest fileDigest,
    SizedDigest rawDigest,
    boolean compressed,
    List<ArchivedEntry> entries,
    TarEnd end)
    implements Closeable {
  private static final ByteString COMMENT = ByteString.utf8("comment");

  /** Returns the comment of the global header, in which git writes the commit's id. */
  Optional<String> comment() {
    for (TarExtension global : end.globals()) {
      for (PaxRecord each : global.records()) {
        if (each.key().equals(COMMENT)) {
          return Optional.of(each.value().display());
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the time that all entries have; nothing if they have several. */
  OptionalLong time() {
    if (entries.isEmpty()) {
      return OptionalLong.empty();
    }
    long time = entries.get(0).time();
    boolean same = entries.stream().allMatch(entry -> entry.time() == time);
    return same && time != Long.MIN_VALUE ? OptionalLong.of(time) : OptionalLong.empty();
  }

  /** Returns the time that more than half of the files have, if there is one. */
  OptionalLong usualTime() {
    Map<Long, Long> counts = new HashMap<>();
    long files = 0;
    for (ArchivedEntry entry : entries) {
      if (entry.blob() != null && entry.time() != Long.MIN_VALUE) {
        counts.merge(entry.time(), 1L, Long::sum);
        files++;
      }
    }
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      if (each.getValue() > files / 2) {
        return OptionalLong.of(each.getKey());
      }
    }
    return OptionalLong.empty();
  }

  /** Returns the umask that all files and directories have; nothing if they have no one. */
  Optional<Umask> umask() {
    return ModesUmask.of(entries);
  }

  /** Returns the directory that all entries are in, with its slash; empty if there is none. */
  ByteString topDirectory() {
    TarPrefix prefix = new TarPrefix();
    for (ArchivedEntry entry : entries) {
      prefix.add(withoutDot(entry.path()), entry.kind() == TarMember.Kind.DIRECTORY);
    }
    return prefix.get();
  }

  /** Returns the ids of all contents. */
  Set<Oid> blobs() {
    Set<Oid> blobs = new HashSet<>();
    for (ArchivedEntry entry : entries) {
      if (entry.blob() != null) {
        blobs.add(entry.blob());
      }
    }
    return blobs;
  }

  /** Returns the entries by path without {@code ./} before it; of several the last. */
  Map<ByteString, ArchivedEntry> byPath() {
    Map<ByteString, ArchivedEntry> byPath = new HashMap<>();
    entries.forEach(entry -> byPath.put(withoutDot(entry.path()), entry));
    return byPath;
  }

  /** Returns the ids of all contents by their paths below the top directory. */
  Map<ByteString, Oid> belowTop() {
    ByteString top = topDirectory();
    Map<ByteString, Oid> belowTop = new HashMap<>();
    byPath()
        .forEach(
            (path, entry) -> {
              if (entry.blob() != null && path.startsWith(top)) {
                belowTop.put(path.substring(top.length(), path.length()), entry.blob());
              }
            });
    return belowTop;
  }

  /** Returns a path as it is below the directory that is unpacked into. */
  static ByteString withoutDot(ByteString path) {
    int from = 0;
    while (path.length() >= from + 2 && path.at(from) == '.' && path.at(from + 1) == '/') {
      from += 2;
    }
    return from == 0 ? path : path.substring(from, path.length());
  }

  /** Returns a file's bytes, or null if it has more than a limit or is not there in one piece. */
  byte @Nullable [] content(ArchivedEntry entry, int limit) throws IOException {
    if (!entry.plain() || entry.size() > limit) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) entry.size());
    try (FileChannel channel = FileChannel.open(raw)) {
      channel.position(entry.contentOffset());
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          return null;
        }
      }
    }
    return buffer.array();
  }

  /** Writes a file's bytes, which have to be there in one piece. */
  void copyContent(ArchivedEntry entry, OutputStream out) throws IOException {
    try (InputStream in = openRaw()) {
      in.skipNBytes(entry.contentOffset());
      long unused = ByteStreams.limit(in, entry.size()).transferTo(out);
    }
  }

  InputStream openRaw() throws IOException {
    return Files.newInputStream(raw);
  }

  @Override
  public void close() throws IOException {
    boolean unused = Files.deleteIfExists(raw);
  }
}
