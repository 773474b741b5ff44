package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Judgement;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.codec.reading.ForeignFormat;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.DigestingOutput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.output.Spool;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarReader;

/**
 * Holds a pin's files in a directory against what was built: compressed, then raw, then content.
 */
final class PublishedFiles {
  private final Path directory;
  private final Pipeline pipeline;
  private final Subject subject;

  PublishedFiles(Path directory, Pipeline pipeline, Subject subject) {
    this.directory = directory;
    this.pipeline = pipeline;
    this.subject = subject;
  }

  void judge(Pin pin, Built built, Judgement judgement) throws IOException {
    for (Format format : pin.outputs().keySet()) {
      Path file = directory.resolve(pin.fileName(format));
      FileDigests found;
      try {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
          throw new InvalidInputException(
              file + " is no regular file", "move it away; snapshot build makes the file");
        }
        found = digest(Files.newInputStream(file));
      } catch (NoSuchFileException e) {
        judgement.failed(file + ": there is no such file", Optional.of("snapshot build makes it"));
        continue;
      } catch (IOException e) {
        unread(file, e, judgement);
        continue;
      }
      FileDigests made = built.files().get(format);
      if (made != null && found.sha256().equals(made.sha256())) {
        Answer compressed = format.compressed() ? Answer.SAME : Answer.UNKNOWN;
        judgement.know(Answer.SAME, Answer.SAME, compressed);
      } else {
        judgeOther(built, format, file, judgement);
      }
    }
  }

  /** Judges a file whose bytes are not those that were made. */
  private void judgeOther(Built built, Format format, Path file, Judgement judgement)
      throws IOException {
    Answer compressed = format.compressed() ? Answer.DIFFERENT : Answer.UNKNOWN;
    ContentListing content;
    try {
      FileDigests raw = digest(Decompression.open(Files.newInputStream(file)));
      if (raw.sha256().equals(built.rawTar().sha256())) {
        judgeCompressed(built, format, file, judgement);
        return;
      }
      refuseForeign(file);
      content = content(file);
    } catch (CorruptObjectException e) {
      judgement.know(Answer.DIFFERENT, Answer.DIFFERENT, compressed);
      judgement.differs(file + ": damaged: " + e.getMessage());
      return;
    } catch (IOException e) {
      judgement.know(Answer.UNKNOWN, Answer.UNKNOWN, compressed);
      unread(file, e, judgement);
      return;
    }
    Set<ByteString> paths = content.differences(rebuiltContent(built));
    if (paths.isEmpty()) {
      judgement.know(Answer.SAME, Answer.DIFFERENT, compressed);
      judgement.differs(file + ": the content is the same, and the raw tar differs");
    } else {
      judgement.know(Answer.DIFFERENT, Answer.DIFFERENT, compressed);
      ByteString first = paths.iterator().next();
      judgement.differs(
          file
              + ": the content differs in "
              + paths.size()
              + (paths.size() == 1 ? " file, " : " files, first ")
              + first);
    }
  }

  private static void unread(Path file, IOException failure, Judgement judgement) {
    if (failure instanceof SnapshotException told) {
      judgement.unread(told.in(file.toString()).getMessage(), told.hint());
    } else {
      String reason = Explanation.reason(failure);
      judgement.unread(file + ": cannot be read: " + reason, Explanation.hint(reason));
    }
  }

  private static void judgeCompressed(Built built, Format format, Path file, Judgement judgement) {
    if (built.files().containsKey(format)) {
      judgement.know(Answer.SAME, Answer.SAME, Answer.DIFFERENT);
      judgement.differs(file + ": the raw tar is the same, and compressed differently");
    } else {
      judgement.know(Answer.SAME, Answer.SAME, Answer.UNKNOWN);
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

  /** Builds once more, this time for the names and contents. */
  private ContentListing rebuiltContent(Built built) throws IOException {
    Path tar = Spool.file(".tar");
    try {
      try (OutputStream out = Spool.open(tar)) {
        Target raw = new Target(Format.TAR, Optional.empty(), out);
        Built unused = pipeline.run(subject, built.recipe(), List.of(raw), position -> {});
      }
      return content(tar);
    } finally {
      Files.deleteIfExists(tar);
    }
  }
}
