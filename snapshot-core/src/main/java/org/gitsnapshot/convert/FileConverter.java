package org.gitsnapshot.convert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.convert.Conversions.LineEndRule;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * From a blob to the bytes that {@code git archive} writes for it, but for {@code export-subst}.
 *
 * <p>Git's order is {@code ident}, line ends, encoding. Blobs of up to {@value #IN_MEMORY} bytes
 * are converted in memory; larger ones are read several times, since an archive says how long a
 * file is before its first byte, and memory does not grow with them. For one thread.
 */
public final class FileConverter {
  /** {@code core.bigFileThreshold}: larger blobs are archived as they are, but for export-subst. */
  public static final long BIG_FILE = 512L << 20;

  private static final int IN_MEMORY = 1 << 20;

  private final ObjectReader objects;

  /** Creates one that reads blobs from here, each of them rehashed in each reading. */
  public FileConverter(ObjectReader objects) {
    this.objects = objects;
  }

  /**
   * What came of a file.
   *
   * @param content the bytes; unlike others it can be written again, until the next file
   * @param unencoded whether it could not be encoded and therefore was not, which git tells of
   */
  public record Converted(Content content, boolean unencoded) {}

  /**
   * Converts a file.
   *
   * @param path for messages
   * @throws UnsupportedException if git refuses the file, or if its encoding is one of those that
   *     this version cannot write as git does
   * @throws org.gitsnapshot.error.LimitExceededException if a line with {@code $Id:} is too long
   */
  public Converted convert(ByteString path, Oid blob, Conversions conversions) throws IOException {
    Content stored = objects.blob(blob);
    boolean asStored = stored.size() > BIG_FILE && !conversions.substitute();
    if (asStored || !conversions.mayChange()) {
      return new Converted(stored, false);
    }
    Optional<Encoding> encoding = encoding(path, conversions, stored.size());
    if (stored.size() > IN_MEMORY) {
      return new Pass(blob, () -> objects.blob(blob), conversions, encoding).streamed();
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream((int) stored.size());
    stored.writeTo(whole);
    Content bytes = Content.of(whole.toByteArray());
    return new Pass(blob, () -> bytes, conversions, encoding).inMemory();
  }

  private static Optional<Encoding> encoding(ByteString path, Conversions conversions, long size)
      throws UnsupportedException {
    if (conversions.encoding().isEmpty()) {
      return Optional.empty();
    }
    String name = conversions.encoding().get();
    if (name.isEmpty()) {
      throw new UnsupportedException(
          path.display()
              + ": its attribute working-tree-encoding names no encoding, and git refuses it",
          "the snapshot is not written, since it would not be git's");
    }
    // Git leaves an empty file alone, without a byte order mark.
    if (size == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Encoding.named(name)
            .orElseThrow(
                () ->
                    new UnsupportedException(
                        path.display()
                            + ": its attribute working-tree-encoding="
                            + name
                            + " is not among the encodings that this version writes as git does",
                        "the snapshot is not written, since it would not be git's")));
  }

  /** Opens the blob for one more reading. */
  private interface Source {
    Content open() throws IOException;
  }

  /** The ways through one file: what is to be found out comes first, then the bytes. */
  private static final class Pass {
    private final Oid blob;
    private final Source source;
    private final boolean ident;
    private final LineEndRule rule;
    private final Optional<Encoding> wanted;

    Pass(Oid blob, Source source, Conversions conversions, Optional<Encoding> wanted) {
      this.blob = blob;
      this.source = source;
      this.ident = conversions.ident();
      this.rule = conversions.lineEnds();
      this.wanted = wanted;
    }

    Converted inMemory() throws IOException {
      boolean crLf = crLf();
      ByteArrayOutputStream made = new ByteArrayOutputStream();
      boolean unencoded = wanted.isPresent() && !run(made, crLf, wanted.get());
      if (unencoded || wanted.isEmpty()) {
        made.reset();
        run(made, crLf, null);
      }
      return new Converted(Content.of(made.toByteArray()), unencoded);
    }

    Converted streamed() throws IOException {
      boolean crLf = crLf();
      Counter counter = new Counter();
      Encoding encoding = wanted.orElse(null);
      boolean unencoded = !run(counter, crLf, encoding);
      if (unencoded) {
        encoding = null;
        counter = new Counter();
        run(counter, crLf, null);
      }
      return new Converted(new Streamed(this, crLf, encoding, counter.count), unencoded);
    }

    /** Decides about the line ends: from what ident made of the file, as git does. */
    private boolean crLf() throws IOException {
      if (rule != LineEndRule.CRLF_IN_TEXT) {
        return rule == LineEndRule.CRLF;
      }
      LineEnds ends = new LineEnds();
      run(ends, false, null);
      return ends.isTextWithLfAlone();
    }

    /** Reads the blob once; returns false if it could not be encoded. */
    boolean run(OutputStream out, boolean crLf, @Nullable Encoding encoding) throws IOException {
      EncodingStage encoder = encoding == null ? null : new EncodingStage(encoding, out);
      OutputStream first = encoder == null ? out : encoder;
      first = crLf ? new CrLfStage(first) : first;
      first = ident ? new IdentStage(blob, first) : first;
      source.open().writeTo(first);
      if (first instanceof Stage stage) {
        stage.finish();
      }
      return encoder == null || !encoder.failed();
    }
  }

  private record Streamed(Pass pass, boolean crLf, @Nullable Encoding encoding, long size)
      implements Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      boolean unused = pass.run(out, crLf, encoding); // It could be encoded the first time.
    }
  }

  /** Takes bytes and remembers how many. */
  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
