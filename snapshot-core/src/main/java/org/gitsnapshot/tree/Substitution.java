package org.gitsnapshot.tree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.pretty.PrettyFormat;

/**
 * Replaces each {@code $Format:…$} in a file by what the format expands to.
 *
 * <p>The file is read twice, since a tar tells a file's size before its bytes: the first reading
 * finds and expands the formats, the second writes. Only formats and expansions are held. A format
 * goes on to the next dollar sign, over any number of lines; without one it is none.
 */
final class Substitution {
  private static final byte[] OPENING = "$Format:".getBytes(StandardCharsets.US_ASCII);

  private final PrettyFormat format;
  private final int limit;

  /**
   * Creates a substitution for one archive.
   *
   * @param limit the most bytes that one format may have, and the expansions of one file together
   */
  Substitution(PrettyFormat format, int limit) {
    this.format = format;
    this.limit = limit;
  }

  /** Opens a file's bytes anew for each reading. */
  interface Opener {
    Content open() throws IOException;
  }

  /** What stands in the place of some of a file's bytes. */
  private record Replacement(long from, long to, byte[] bytes) {}

  /** Returns the file with its formats replaced. */
  Content apply(Opener file) throws IOException {
    Finder finder = new Finder();
    Content first = file.open();
    first.writeTo(finder);
    List<Replacement> replacements = finder.found;
    if (replacements.isEmpty()) {
      return file.open();
    }
    long size = first.size();
    for (Replacement replacement : replacements) {
      size += replacement.bytes.length - (replacement.to - replacement.from);
    }
    return new Replaced(file.open(), size, replacements);
  }

  /** Reads a file for the first time. */
  private final class Finder extends OutputStream {
    private final List<Replacement> found = new ArrayList<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private long at;
    private long from;
    private int matched;
    private long expanded;

    @Override
    public void write(int b) throws IOException {
      at++;
      if (matched < OPENING.length) {
        if ((byte) b == OPENING[matched]) {
          matched++;
        } else {
          matched = (byte) b == OPENING[0] ? 1 : 0;
        }
        from = at - matched;
      } else if (b == '$') {
        replace();
      } else {
        check(text.size() + 1L);
        text.write(b);
      }
    }

    private void replace() throws IOException {
      byte[] bytes = format.expand(text.toByteArray());
      expanded += bytes.length;
      check(expanded);
      found.add(new Replacement(from, at, bytes));
      text.reset();
      matched = 0;
    }

    private void check(long length) throws LimitExceededException {
      if (length > limit) {
        throw new LimitExceededException(
            "a $Format: of export-subst, or what such expand to, is longer than "
                + (limit >> 10)
                + " KiB",
            "the limit is format-bytes");
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }
  }

  /** Writes a file with some of its bytes replaced. */
  private record Replaced(Content file, long size, List<Replacement> replacements)
      implements Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      file.writeTo(new Replacer(out, replacements));
    }
  }

  /** Reads a file for the second time. */
  private static final class Replacer extends OutputStream {
    private final OutputStream out;
    private final List<Replacement> replacements;
    private int next;
    private long at;

    Replacer(OutputStream out, List<Replacement> replacements) {
      this.out = out;
      this.replacements = replacements;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int i = offset;
      int end = offset + length;
      while (i < end) {
        long stop = next < replacements.size() ? replacements.get(next).from : Long.MAX_VALUE;
        if (at < stop) {
          int plain = (int) Math.min(end - i, stop - at);
          out.write(bytes, i, plain);
          i += plain;
          at += plain;
          continue;
        }
        Replacement replacement = replacements.get(next);
        if (at == replacement.from) {
          out.write(replacement.bytes);
        }
        int passed = (int) Math.min(end - i, replacement.to - at);
        i += passed;
        at += passed;
        if (at == replacement.to) {
          next++;
        }
      }
    }
  }
}
