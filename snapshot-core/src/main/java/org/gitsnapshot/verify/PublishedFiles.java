package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Judgement;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.output.Spool;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.request.UnchangedFiles;

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
      FoundFile found;
      try {
        found = UnchangedFiles.read(List.of(file), () -> FoundFile.find(built, format, file));
      } catch (NoSuchFileException e) {
        judgement.failed(file + ": there is no such file", Optional.of("snapshot build makes it"));
        continue;
      } catch (IOException e) {
        unread(file, e, judgement);
        continue;
      }
      judge(built, format, file, found, judgement);
    }
  }

  private void judge(Built built, Format format, Path file, FoundFile found, Judgement judgement)
      throws IOException {
    Answer compressed = format.compressed() ? Answer.DIFFERENT : Answer.UNKNOWN;
    if (found instanceof FoundFile.Made) {
      judgement.know(Answer.SAME, Answer.SAME, format.compressed() ? Answer.SAME : Answer.UNKNOWN);
    } else if (found instanceof FoundFile.SameTar) {
      judgeCompressed(built, format, file, judgement);
    } else if (found instanceof FoundFile.Damaged damaged && damaged.unpacked()) {
      judgement.know(Answer.DIFFERENT, Answer.DIFFERENT, compressed);
      judgement.differs(file + ": damaged: " + damaged.message());
    } else if (found instanceof FoundFile.Damaged damaged) {
      Answer raw = format.compressed() ? Answer.UNKNOWN : Answer.DIFFERENT;
      judgement.know(Answer.UNKNOWN, raw, compressed);
      judgement.damaged(file + ": damaged: " + damaged.message());
    } else if (found instanceof FoundFile.Unread unread) {
      judgement.know(Answer.UNKNOWN, Answer.UNKNOWN, compressed);
      unread(file, unread.failure(), judgement);
    } else if (found instanceof FoundFile.Other other) {
      judgeContent(built, file, other.content(), compressed, judgement);
    }
  }

  private void judgeContent(
      Built built, Path file, ContentListing content, Answer compressed, Judgement judgement)
      throws IOException {
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
              + first
              + why(content, first));
    }
  }

  private static String why(ContentListing content, ByteString path) {
    if (content.isDisputed(path)) {
      return ", which programs read differently";
    }
    return content.isTwice(path) ? ", which is there twice, and not the same" : "";
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

  /** Builds once more, this time for the names and contents. */
  private ContentListing rebuiltContent(Built built) throws IOException {
    Path tar = Spool.file(".tar");
    try {
      try (OutputStream out = Spool.open(tar)) {
        Target raw = new Target(Format.TAR, Optional.empty(), out);
        Built unused = pipeline.run(subject, built.recipe(), List.of(raw), position -> {});
      }
      try (InputStream in = Files.newInputStream(tar)) {
        return ContentListing.read(in);
      }
    } finally {
      Files.deleteIfExists(tar);
    }
  }
}
