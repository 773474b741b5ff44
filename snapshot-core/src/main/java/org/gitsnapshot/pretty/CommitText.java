package org.gitsnapshot.pretty;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit object as pretty formats see it: in UTF-8, and up to a byte 0 in the message, since git
 * takes it for a C string. In the header git takes a byte 0 for the end of a line, but for a commit
 * that names its encoding: of that it makes a copy first, up to the first byte 0.
 *
 * <p>Broken commits are read as far as they go: of two author lines the last counts, and one that
 * is missing is an empty line.
 */
final class CommitText {
  private static final byte[] NOTHING = new byte[0];

  private final CommitEncoding encoding;

  /** The object up to its end for git, as UTF-8 where it could be converted. */
  private final byte[] text;

  private byte[] author = NOTHING;
  private byte[] committer = NOTHING;

  /** Where the message begins in {@link #text}: behind the first empty line. */
  private final int message;

  private final int subject;
  private final int body;

  private CommitText(CommitEncoding encoding, byte[] object) {
    this.encoding = encoding;
    int end = readHeader(object);
    this.message = Math.min(object.length, end + 1);
    this.text = Arrays.copyOf(object, Ascii.endOfText(object, message));
    // Where a line of the header would begin with a byte 0, git finds no subject.
    boolean none = end < object.length && object[end] == 0;
    this.subject = none ? text.length : skipBlankLines(message);
    this.body = skipBlankLines(endOfParagraph(subject));
  }

  /**
   * Reads a commit object.
   *
   * @throws org.gitsnapshot.error.UnsupportedException if its encoding is one that cannot be
   *     converted exactly as git does
   */
  static CommitText parse(byte[] object) throws IOException {
    byte[] raw = Arrays.copyOf(object, Ascii.endOfText(object, 0));
    byte[] name = RawCommit.headerValue(raw, "encoding");
    CommitEncoding encoding = CommitEncoding.of(name);
    return new CommitText(encoding, name == null ? object : encoding.toUtf8(raw));
  }

  /** Returns the encoding that the commit names. */
  CommitEncoding encoding() {
    return encoding;
  }

  /** Returns the author, null if the line is broken or missing. */
  @Nullable Ident author() {
    return Ident.parse(author);
  }

  /** Returns the committer, null if the line is broken or missing. */
  @Nullable Ident committer() {
    return Ident.parse(committer);
  }

  /** Returns the message with the blank lines it begins with. */
  byte[] message() {
    return Arrays.copyOfRange(text, message, text.length);
  }

  /** Returns the message from its subject on. */
  byte[] messageFromSubject() {
    return Arrays.copyOfRange(text, subject, text.length);
  }

  /** Returns what follows the first paragraph. */
  byte[] body() {
    return Arrays.copyOfRange(text, body, text.length);
  }

  /** Returns the lines of the first paragraph, without white space at their ends. */
  List<byte[]> subjectLines() {
    List<byte[]> lines = new ArrayList<>();
    int at = subject;
    while (at < text.length && !isBlank(at)) {
      int end = lineEnd(at);
      lines.add(Arrays.copyOfRange(text, at, trimmedEnd(at, end)));
      at = end;
    }
    return lines;
  }

  /** Returns the first line of the subject as it is, without its line feed. */
  byte[] firstLine() {
    return Arrays.copyOfRange(text, subject, Ascii.indexOf(text, '\n', subject, text.length));
  }

  /** Reads the lines up to the first empty one, and returns where that is. */
  private int readHeader(byte[] text) {
    int at = 0;
    while (at < text.length && text[at] != '\n' && text[at] != 0) {
      int end = Ascii.endOfText(text, at);
      end = Ascii.indexOf(text, '\n', at, end);
      if (Ascii.startsWith(text, at, end, "author ")) {
        author = Arrays.copyOfRange(text, at + "author ".length(), end);
      } else if (Ascii.startsWith(text, at, end, "committer ")) {
        committer = Arrays.copyOfRange(text, at + "committer ".length(), end);
      }
      at = end + 1;
    }
    return at;
  }

  private int skipBlankLines(int from) {
    int at = from;
    while (at < text.length && isBlank(at)) {
      at = lineEnd(at);
    }
    return at;
  }

  /** Returns the index behind the blank line that ends a paragraph. */
  private int endOfParagraph(int from) {
    int at = from;
    while (at < text.length && !isBlank(at)) {
      at = lineEnd(at);
    }
    return at < text.length ? lineEnd(at) : at;
  }

  private boolean isBlank(int line) {
    return trimmedEnd(line, lineEnd(line)) == line;
  }

  private int trimmedEnd(int from, int to) {
    int end = to;
    while (end > from && Ascii.isSpace(text[end - 1])) {
      end--;
    }
    return end;
  }

  private int lineEnd(int from) {
    return RawCommit.lineEnd(text, from);
  }
}
