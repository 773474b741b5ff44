package org.gitsnapshot.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.codec.reading.ForeignFormat;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.output.Spool;
import org.gitsnapshot.tarread.HeaderField;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;
import org.jspecify.annotations.Nullable;

/** Reads a published archive once, within the limits of decompression and of the heap. */
final class EvidenceReader {
  private static final int BUFFER = 1 << 16;

  /** About what an entry takes besides the bytes of its name. */
  private static final int ENTRY_BYTES = 250;

  private final long memory = Runtime.getRuntime().maxMemory() * 3 / 10;
  private final LongConsumer position;
  private final Map<ByteString, Oid> hardLinkTargets = new HashMap<>();
  private long held;

  /** Creates a reader that tells how far it is in the raw tar. */
  EvidenceReader(LongConsumer position) {
    this.position = position;
  }

  /**
   * Reads a file. What is wrong with it is told with its name.
   *
   * @throws InvalidInputException if it is no tar in any compression
   * @throws org.gitsnapshot.error.CorruptObjectException if it is damaged or cut off
   */
  Evidence read(Path file) throws IOException {
    Path raw = Spool.file(".tar");
    try {
      SizedDigest fileDigest = digest(file);
      SizedDigest rawDigest = unpack(file, raw);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(raw), BUFFER)) {
        TarReader reader = new TarReader(in);
        List<ArchivedEntry> entries = entries(reader);
        return new Evidence(
            file, raw, fileDigest, rawDigest, isCompressed(file), entries, reader.end());
      }
    } catch (SnapshotException e) {
      boolean unused = Files.deleteIfExists(raw);
      throw e.in(file.toString());
    } catch (IOException | RuntimeException e) {
      boolean unused = Files.deleteIfExists(raw);
      throw e;
    }
  }

  private static SizedDigest digest(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(file + " is a directory", "name a tarball");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe gives its bytes once, and they are read several times.
      throw new InvalidInputException(file + " is no regular file", "keep its bytes in a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return copy(in, OutputStream.nullOutputStream());
    } catch (NoSuchFileException e) {
      throw new UnavailableException(file + ": there is no such file", null);
    } catch (IOException e) {
      throw new UnavailableException(file + " cannot be read: " + Explanation.reason(e), null, e);
    }
  }

  private static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CompressedFormat.of(in.readNBytes(RawHeader.BLOCK)) != CompressedFormat.NONE;
    }
  }

  private static SizedDigest unpack(Path file, Path raw) throws IOException {
    try (InputStream in = Decompression.open(Files.newInputStream(file))) {
      byte[] head = in.readNBytes(RawHeader.BLOCK);
      if (!TarReader.begins(head)) {
        ForeignFormat.refuseInsteadOfTar(file.toString(), head);
        throw new InvalidInputException(
            file + " is not a tar, compressed or not",
            "audit takes .tar, .tar.gz, .tar.xz and .tar.bz2");
      }
    }
    try (InputStream in = Decompression.open(Files.newInputStream(file));
        OutputStream out = new BufferedOutputStream(Spool.open(raw), BUFFER)) {
      return copy(in, out);
    }
  }

  private static SizedDigest copy(InputStream in, OutputStream out) throws IOException {
    MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
      out.write(buffer, 0, count);
      size += count;
    }
    return new SizedDigest(size, Digest.of(DigestAlgorithm.SHA256, digest.digest()));
  }

  private List<ArchivedEntry> entries(TarReader reader) throws IOException {
    List<ArchivedEntry> entries = new ArrayList<>();
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      if (member.isVolumeLabel()) {
        continue;
      }
      Oid blob = blob(member, reader);
      entries.add(
          new ArchivedEntry(
              member.path(),
              member.kind(),
              blob,
              member.header().number(HeaderField.MTIME).orElse(Long.MIN_VALUE),
              mode(member),
              member.contentOffset(),
              member.size(),
              member.kind() == TarMember.Kind.FILE && member.size() == member.stored()));
      hold(ENTRY_BYTES + member.path().length());
      position.accept(member.contentOffset());
    }
    return entries;
  }

  private static int mode(TarMember member) {
    long mode = member.header().number(HeaderField.MODE).orElse(-1);
    return mode == (int) mode ? (int) mode : -1;
  }

  private @Nullable Oid blob(TarMember member, TarReader reader) throws IOException {
    switch (member.kind()) {
      case FILE -> {
        BlobHash hash = new BlobHash(member.size());
        reader.copyContent(hash);
        Oid blob = hash.id();
        hardLinkTargets.put(member.path(), blob);
        return blob;
      }
      case SYMLINK -> {
        BlobHash hash = new BlobHash(member.link().length());
        member.link().writeTo(hash);
        return hash.id();
      }
      case HARD_LINK -> {
        return hardLinkTargets.get(member.link());
      }
      default -> {
        return null;
      }
    }
  }

  private void hold(int bytes) throws LimitExceededException {
    held += bytes;
    if (held > memory) {
      throw new LimitExceededException(
          "the archive has too many entries for this heap: more than "
              + (memory >> 20)
              + " MiB of names",
          "give Java a larger heap with -Xmx");
    }
  }
}
