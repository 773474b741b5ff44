package org.gitsnapshot.derive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gitsnapshot.clean.TopDirectory;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.codec.reading.ForeignFormat;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;

/** A tar on disk, raw or in any compression that is read here; it can be read several times. */
record TarFile(Path path, String label) {
  private static final int BUFFER = 1 << 16;

  /** Opens the file as it is. */
  InputStream open() throws IOException {
    if (Files.isDirectory(path)) {
      throw new InvalidInputException(label + " is a directory", "name a tarball");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      // A pipe gives its bytes once, and they are read several times.
      throw new InvalidInputException(label + " is no regular file", "keep its bytes in a file");
    }
    try {
      return new BufferedInputStream(Files.newInputStream(path), BUFFER);
    } catch (NoSuchFileException e) {
      throw new UnavailableException(label + ": there is no such file", null);
    } catch (IOException e) {
      throw new UnavailableException(label + " cannot be read: " + Explanation.reason(e), null, e);
    }
  }

  /**
   * Opens the raw tar in the file. What is wrong with its compression is told with the file's name.
   *
   * @param file closed with the result
   */
  InputStream raw(InputStream file) throws IOException {
    try {
      return new NamedFaults(new BufferedInputStream(Decompression.open(file), BUFFER), label);
    } catch (SnapshotException e) {
      throw e.in(label);
    }
  }

  /** Opens the raw tar. */
  InputStream openRaw() throws IOException {
    return raw(open());
  }

  /**
   * Checks that there is a tar in the file.
   *
   * @throws InvalidInputException if there is none
   * @throws UnsupportedException if it is compressed in a way that is not read here
   */
  void check() throws IOException {
    try (InputStream in = openRaw()) {
      byte[] head = in.readNBytes(RawHeader.BLOCK);
      if (!TarReader.begins(head)) {
        ForeignFormat.refuseInsteadOfTar(label, head);
        throw new InvalidInputException(
            label + " is not a tar, compressed or not",
            "what can be read is .tar, .tar.gz, .tar.xz and .tar.bz2");
      }
    }
  }

  /** Returns the first part of all paths with its slash; empty if there are several. */
  ByteString topDirectory() throws IOException {
    TopDirectory top = new TopDirectory();
    try (InputStream in = openRaw()) {
      TarReader reader = new TarReader(in);
      for (TarMember member = reader.next(); member != null; member = reader.next()) {
        if (!member.isVolumeLabel()) {
          top.add(member.path(), member.kind() == TarMember.Kind.DIRECTORY);
        }
      }
    } catch (CorruptObjectException e) {
      throw e.in(label);
    }
    return top.get();
  }
}
