package org.gitsnapshot.pretty;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Oid;

/**
 * Expands git's pretty formats for one commit, as {@code git archive} does where the attribute
 * export-subst is set. For one archive, since only its first {@code %(describe)} is expanded; for
 * one thread at a time.
 *
 * <pre>{@code
 * PrettyFormat format = new PrettyFormat(id, commitObject, FormatAge.GIT_2_39, state);
 * byte[] archived = format.substitute(fileContent);
 * }</pre>
 *
 * <p>The specification is git-log(1), "PRETTY FORMATS", and where that is silent, git 2.55.
 */
public final class PrettyFormat {
  private static final String BEGIN = "$Format:";

  private final CommitPlaceholders commit;

  /**
   * Takes a commit.
   *
   * @param id its id
   * @param commit the bytes of the commit object
   * @param age which git's way of expanding is meant
   * @param state asked for what is not in them
   */
  public PrettyFormat(Oid id, byte[] commit, FormatAge age, FormatState state) {
    this.commit = new CommitPlaceholders(id, commit.clone(), age, state);
  }

  /**
   * Returns a file's content with every {@code $Format:…$} expanded.
   *
   * <p>This is more than the sum of the formats: columns are counted from the begin of the line,
   * {@code %-} and {@code %>>} take characters away before the format, and in a commit with an
   * encoding of its own the text before the format is converted to it too.
   *
   * @throws org.gitsnapshot.error.UnsupportedException if a format asks for what nobody can know
   *     later, and the recipe does not give it; or if the commit's encoding is one that cannot be
   *     converted exactly as git does
   * @throws LimitExceededException if it would be more than 64 MiB
   * @throws org.gitsnapshot.error.InvalidInputException if a color is none
   * @throws org.gitsnapshot.error.CorruptObjectException if the commit has a date that git cannot
   *     write, or is none
   */
  public byte[] substitute(byte[] content) throws IOException {
    try {
      return substituted(content);
    } catch (ByteBuilder.TooLong tooLong) {
      throw new LimitExceededException(
          "the formats of export-subst expand to more than " + (ByteBuilder.LIMIT >> 20) + " MiB",
          null,
          tooLong);
    }
  }

  private byte[] substituted(byte[] content) throws IOException {
    ByteBuilder out = new ByteBuilder();
    int at = 0;
    while (true) {
      int begin = find(content, at);
      int start = begin + BEGIN.length();
      int end = begin < 0 ? content.length : Ascii.indexOf(content, '$', start, content.length);
      if (end == content.length) {
        out.append(content, at, content.length);
        return out.toByteArray();
      }
      out.append(content, at, begin);
      byte[] format = Arrays.copyOfRange(content, start, end);
      Expansion.append(out, format, commit);
      at = end + 1;
    }
  }

  /**
   * Returns what a format expands to in a file that holds nothing else.
   *
   * @param format the bytes between {@code $Format:} and the next {@code $}
   * @throws IOException as {@link #substitute} does
   */
  public byte[] expand(byte[] format) throws IOException {
    ByteBuilder out = new ByteBuilder();
    Expansion.append(out, format, commit);
    return out.toByteArray();
  }

  /**
   * Returns what a format asks for besides the commit, without expanding it. What a placeholder
   * needs only for some commits, such as {@code %G?} for signed ones, is counted.
   *
   * @param format the bytes between {@code $Format:} and the next {@code $}
   */
  public static Set<StateDependence> placeholders(byte[] format) {
    return Collections.unmodifiableSet(FormatProbe.of(format));
  }

  private static int find(byte[] content, int from) {
    int at = from;
    while (at < content.length) {
      at = Ascii.indexOf(content, '$', at, content.length);
      if (Ascii.startsWith(content, at, content.length, BEGIN)) {
        return at;
      }
      at++;
    }
    return -1;
  }
}
