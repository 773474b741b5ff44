package org.gitsnapshot.mirror;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.output.PlainFile;

/**
 * What is remembered of the files of a mirror, so that they need not be read again: {@code
 * files.tsv} in the state.
 *
 * <p>A line is added before a file gets its name and is on the disk by then. A line that tells of a
 * file that never got its name does no harm: nothing of its size and time is there. The last line
 * of a name counts; one that a crash cut off is passed over. Thread-safe.
 */
final class Journal {
  /** The first line: what the columns are, and that they are these. */
  private static final String HEADER =
      "#git-snapshot/state/1\tname\tsize\tmodified\tsha256\turl\tfrom\tmirror\tend";

  private static final int COLUMNS = 8;

  /** The last column: a line that was cut off, and then another run's line end, lacks it. */
  private static final String END = ".";

  /**
   * What is remembered of one file.
   *
   * @param stamp its size and time
   * @param sha256 its digest
   * @param download where it came from, if it was downloaded
   */
  record Line(Stamp stamp, Digest sha256, Optional<Origin.Download> download) {}

  /**
   * By what a file is known not to have changed.
   *
   * @param size its size in bytes
   * @param modified when it was written, in nanoseconds since 1970
   */
  record Stamp(long size, long modified) {
    /** Returns that of a regular file, or nothing if there is none. */
    static Optional<Stamp> of(Path file) throws IOException {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.isRegularFile()
            ? Optional.of(
                new Stamp(
                    attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)))
            : Optional.empty();
      } catch (NoSuchFileException absent) {
        return Optional.empty();
      }
    }
  }

  private final Path file;
  private final Map<String, Line> lines;

  /** Whether lines can be added to the file as it is. */
  private boolean sound;

  private boolean changed;

  private Journal(Path file, Map<String, Line> lines, boolean sound) {
    this.file = file;
    this.lines = lines;
    this.sound = sound;
  }

  /** Reads what is remembered; nothing where there is no journal, or one of another version. */
  static Journal read(Path file) throws OutputException {
    Map<String, Line> lines = new HashMap<>();
    boolean sound = false;
    try {
      // What a crash has left may be cut off within a letter, which is no reason to give up.
      String text = new String(PlainFile.read(file), StandardCharsets.UTF_8);
      if (text.startsWith(HEADER + "\n")) {
        text.lines().skip(1).forEach(line -> parse(line, lines));
        sound = text.endsWith("\n");
      }
    } catch (NoSuchFileException first) {
      // Nothing is remembered.
    } catch (IOException unreadable) {
      throw FailureReason.of("cannot read " + file, unreadable);
    }
    return new Journal(file, lines, sound);
  }

  private static void parse(String text, Map<String, Line> lines) {
    List<String> columns = Splitter.on('\t').splitToList(text);
    if (columns.size() != COLUMNS || !columns.get(COLUMNS - 1).equals(END)) {
      return;
    }
    try {
      Optional<Origin.Download> download =
          value(columns.get(4))
              .map(url -> new Origin.Download(url, value(columns.get(5)), value(columns.get(6))));
      Stamp stamp = new Stamp(Long.parseLong(columns.get(1)), Long.parseLong(columns.get(2)));
      Digest sha256 = new Digest(DigestAlgorithm.SHA256, columns.get(3));
      lines.put(columns.get(0), new Line(stamp, sha256, download));
    } catch (IllegalArgumentException damaged) {
      // The file will be read again.
    }
  }

  private static Optional<String> value(String column) {
    return Optional.of(column).filter(text -> !text.isEmpty());
  }

  /** Returns what is remembered of a file. */
  synchronized Optional<Line> get(String name) {
    return Optional.ofNullable(lines.get(name));
  }

  /** Remembers a file that was read; it is on the disk after {@link #compact}. */
  synchronized void note(String name, Line line) {
    Line before = lines.put(name, line);
    changed |= !line.equals(before);
  }

  /** Remembers a file that is about to get its name; it is on the disk when this returns. */
  synchronized void add(String name, Line line) throws OutputException {
    lines.put(name, line);
    if (!sound) {
      write();
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text(name, line).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
      changed = true;
    } catch (IOException e) {
      // A part of the line may be there, and nothing can follow it.
      sound = false;
      throw FailureReason.of("cannot write " + file, e);
    }
  }

  /** Brings what was noted to the disk, and leaves one line of each name. */
  synchronized void compact() throws OutputException {
    if (changed || !sound) {
      write();
    }
  }

  private void write() throws OutputException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    new TreeMap<>(lines).forEach((name, line) -> text.append(text(name, line)));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try (AtomicFile replacement = AtomicFile.create(file)) {
      replacement.write(bytes, 0, bytes.length);
      replacement.seal();
      replacement.publish();
      sound = true;
      changed = false;
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + file, e);
    }
  }

  private static String text(String name, Line line) {
    String url = line.download().map(Origin.Download::url).orElse("");
    String from = line.download().flatMap(Origin.Download::from).orElse("");
    String mirror = line.download().flatMap(Origin.Download::mirror).orElse("");
    return String.join(
            "\t",
            name,
            Long.toString(line.stamp().size()),
            Long.toString(line.stamp().modified()),
            line.sha256().hex(),
            url,
            from,
            mirror,
            END)
        + "\n";
  }
}
