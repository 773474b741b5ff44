package org.gitsnapshot.tree;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.pretty.FormatFinder;
import org.gitsnapshot.pretty.PrettyFormat;

/**
 * Replaces each {@code $Format:…$} in a file by what the format expands to.
 *
 * <p>The file is read twice, since a tar tells a file's size before its bytes: the first reading
 * finds and expands the formats, the second writes. Only formats and expansions are held.
 */
final class Substitution {
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
    Expander expander = new Expander();
    Content first = file.open();
    first.writeTo(new FormatFinder(limit, expander));
    List<Replacement> replacements = expander.found;
    if (replacements.isEmpty()) {
      return file.open();
    }
    long size = first.size();
    for (Replacement replacement : replacements) {
      size += replacement.bytes.length - (replacement.to - replacement.from);
    }
    return new Replaced(file.open(), size, replacements);
  }

  /** Expands what the first reading finds. */
  private final class Expander implements FormatFinder.Found {
    private final List<Replacement> found = new ArrayList<>();
    private long expanded;

    @Override
    public void format(long from, long to, byte[] text) throws IOException {
      byte[] bytes = format.expand(text);
      expanded += bytes.length;
      if (expanded > limit) {
        throw new LimitExceededException(
            "what export-subst puts into it is longer than " + (limit >> 10) + " KiB",
            "the limit is format-bytes");
      }
      found.add(new Replacement(from, to, bytes));
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
