package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.codec.reading.ForeignFormat;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.DigestingOutput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarReader;

/** What was found in a file, as far as it had to be looked for. */
sealed interface FoundFile {
  /** It has the bytes that were made. */
  record Made() implements FoundFile {}

  /** It has the raw tar that was made, in another form. */
  record SameTar() implements FoundFile {}

  /** It has another raw tar. */
  record Other(ContentListing content) implements FoundFile {}

  /**
   * It has other bytes, and is damaged.
   *
   * @param unpacked whether it is what was unpacked that is damaged, and not what it is packed in
   */
  record Damaged(String message, boolean unpacked) implements FoundFile {}

  /** It has other bytes, of which more could not be read. */
  record Unread(IOException failure) implements FoundFile {}

  /**
   * Reads a file, several times if it is not what was made.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be read at all
   */
  static FoundFile find(Built built, Format format, Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new InvalidInputException(
          file + " is no regular file", "move it away; snapshot build makes the file");
    }
    FileDigests whole = digest(Files.newInputStream(file));
    FileDigests made = built.files().get(format);
    if (made != null && whole.sha256().equals(made.sha256())) {
      return new Made();
    }
    boolean unpacked = false;
    try {
      FileDigests raw = digest(Decompression.open(Files.newInputStream(file)));
      unpacked = true;
      if (raw.sha256().equals(built.rawTar().sha256())) {
        return new SameTar();
      }
      refuseForeign(file);
      return new Other(content(file));
    } catch (CorruptObjectException e) {
      return new Damaged(e.getMessage(), unpacked);
    } catch (IOException e) {
      return new Unread(e);
    }
  }

  private static FileDigests digest(InputStream in) throws IOException {
    try (in) {
      DigestingOutput digesting = new DigestingOutput(OutputStream.nullOutputStream());
      in.transferTo(digesting);
      return digesting.digests();
    }
  }

  /** What may hold a tar, in a format that is not read here, is not damaged. */
  private static void refuseForeign(Path file) throws IOException {
    try (InputStream in = Decompression.open(Files.newInputStream(file))) {
      byte[] head = in.readNBytes(RawHeader.BLOCK);
      if (!TarReader.begins(head)) {
        ForeignFormat.refuseInsteadOfTar(file.toString(), head);
      }
    }
  }

  private static ContentListing content(Path file) throws IOException {
    try (InputStream tar = Decompression.open(Files.newInputStream(file))) {
      return ContentListing.read(tar);
    }
  }
}
