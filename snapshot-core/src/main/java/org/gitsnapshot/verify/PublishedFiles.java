package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Judgement;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.hash.DigestingOutput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.Answer;

/**
 * Holds a pin's files in a directory against what was built: compressed, then raw, then content.
 */
final class PublishedFiles {
  private final Path directory;
  private final Pipeline pipeline;
  private final ObjectStore store;

  PublishedFiles(Path directory, Pipeline pipeline, ObjectStore store) {
    this.directory = directory;
    this.pipeline = pipeline;
    this.store = store;
  }

  void judge(Pin pin, Built built, Judgement judgement) throws IOException {
    for (Format format : pin.outputs().keySet()) {
      Path file = directory.resolve(pin.fileName(format));
      if (!Files.isRegularFile(file)) {
        judgement.failed(file + ": there is no such file", Optional.of("snapshot build makes it"));
        continue;
      }
      try {
        judge(pin, built, format, file, judgement);
      } catch (IOException e) {
        judgement.failed(file + ": cannot be read: " + e.getMessage(), Optional.empty());
      }
    }
  }

  private void judge(Pin pin, Built built, Format format, Path file, Judgement judgement)
      throws IOException {
    FileDigests made = built.files().get(format);
    FileDigests found = digest(Files.newInputStream(file));
    if (made != null && made.equals(found)) {
      judgement.know(Answer.SAME, Answer.SAME, format.compressed() ? Answer.SAME : Answer.UNKNOWN);
      return;
    }
    FileDigests raw = digest(Decompression.open(Files.newInputStream(file)));
    if (raw.equals(built.rawTar())) {
      if (made != null) {
        judgement.know(Answer.SAME, Answer.SAME, Answer.DIFFERENT);
        judgement.differs(file + ": the raw tar is the same, and compressed differently");
      } else {
        judgement.know(Answer.SAME, Answer.SAME, Answer.UNKNOWN);
      }
      return;
    }
    Set<String> paths = content(file).differences(rebuiltContent(pin));
    Answer compressed = format.compressed() ? Answer.DIFFERENT : Answer.UNKNOWN;
    if (paths.isEmpty()) {
      judgement.know(Answer.SAME, Answer.DIFFERENT, compressed);
      judgement.differs(file + ": the content is the same, and the raw tar differs");
    } else {
      judgement.know(Answer.DIFFERENT, Answer.DIFFERENT, compressed);
      String first = paths.iterator().next();
      judgement.differs(
          file + ": the content of " + paths.size() + " files differs, first " + first);
    }
  }

  private static FileDigests digest(InputStream in) throws IOException {
    try (in) {
      DigestingOutput digesting = new DigestingOutput(OutputStream.nullOutputStream());
      in.transferTo(digesting);
      return digesting.digests();
    }
  }

  private static ContentListing content(Path file) throws IOException {
    try (InputStream tar = Decompression.open(Files.newInputStream(file))) {
      return ContentListing.read(tar);
    }
  }

  /** Builds once more, this time for the names and contents. */
  private ContentListing rebuiltContent(Pin pin) throws IOException {
    Path tar = Files.createTempFile("snapshot", ".tar");
    try {
      try (OutputStream out = Files.newOutputStream(tar)) {
        Target raw = new Target(Format.TAR, Optional.empty(), out);
        Built unused =
            pipeline.run(store, pin.commit(), pin.recipe(), List.of(raw), position -> {});
      }
      return content(tar);
    } finally {
      Files.deleteIfExists(tar);
    }
  }
}
