package org.gitsnapshot.report;

import java.util.List;
import org.gitsnapshot.io.ByteString;

/**
 * One reason why a commit's archive is not the same everywhere, with all the paths it holds for.
 *
 * @param reason why
 * @param subject what it is about, such as {@code %cr} or {@code filter=lfs}; empty if the reason
 *     says it all
 * @param count how many paths there are
 * @param paths the first of them, in the archive's order
 */
public record Finding(Reason reason, String subject, long count, List<ByteString> paths) {
  /** How many paths a finding names. */
  public static final int MAX_PATHS = 10;

  /** Copies the list. */
  public Finding {
    paths = List.copyOf(paths);
  }

  /** What is at stake. */
  public enum Stake {
    /** Git may write other bytes elsewhere or later. */
    BYTES("bytes"),
    /** The bytes are the same, and what unpacking them gives is not. */
    UNPACKING("unpacking");

    private final String label;

    Stake(String label) {
      this.label = label;
    }

    /** Returns the word for reports. */
    public String label() {
      return label;
    }
  }

  /** Why an archive is not the same everywhere. */
  public enum Reason {
    /** A placeholder such as {@code %cr}. */
    RELATIVE_DATE(
        Stake.BYTES,
        "relative-date",
        "expands to how long ago something was, so that the archive changes with the clock",
        "use %cI or %ct in the file; for an archive that exists, give the text: --given"),
    /** A placeholder such as {@code %G?}. */
    SIGNATURE(
        Stake.BYTES,
        "signature",
        "asks gpg whose signature a signed commit has, and the answer depends on the machine's keys",
        "take it out of the file; for an archive that exists, give the text: --given"),
    /** {@code %d}, {@code %D}, {@code %(decorate)}. */
    DECORATION(
        Stake.BYTES,
        "decoration",
        "expands to the refs that lead to the commit, which come and go",
        "pin them: decorate = \"tag: v1.0\", or use %H in the file"),
    /** {@code %h}, {@code %t}, {@code %p}. */
    ABBREVIATION(
        Stake.BYTES,
        "abbreviation",
        "abbreviates ids to a length that grows with the repository",
        "pin it: abbrev = 10, or use %H in the file"),
    /** {@code %(describe)}. */
    DESCRIBE(
        Stake.BYTES,
        "describe",
        "expands to the nearest tag, which changes as tags come and go; it is empty in a shallow"
            + " clone, and only the first in an archive is expanded",
        "pin it: describe = \"v1.0-3-gabc1234\""),
    /** {@code %aN} and its kin. */
    MAILMAP(
        Stake.BYTES,
        "mailmap",
        "is mapped by the .mailmap of the work tree or of HEAD, not of the archived commit",
        "pin it: mailmap = \"…\", or use %an and %ae in the file"),
    /** A placeholder that older gits leave as it is. */
    NEW_PLACEHOLDER(
        Stake.BYTES,
        "new-placeholder",
        "is not expanded alike by all versions of git (docs/export-subst.md has the list)",
        "use an older placeholder in the file, or choose the profile: git or git-2.46"),
    /** {@code filter=…}. */
    FILTER(
        Stake.BYTES,
        "filter",
        "is applied where it is configured, as Git LFS is by its installer; without it the blob is"
            + " written as it is stored, which is what this tool does",
        "take the attribute away for the files, or mark them export-ignore"),
    /** {@code text} without {@code eol}. */
    PLATFORM_LINE_ENDS(
        Stake.BYTES,
        "platform-eol",
        "has text set and eol not: git for Windows writes CRLF, others LF, as this tool does",
        "add eol=lf in .gitattributes"),
    /** {@code working-tree-encoding}. */
    ENCODING(
        Stake.BYTES,
        "encoding",
        "is converted by the machine's iconv, and not all agree",
        "store it in the encoding it shall have"),
    /** Names that are one name elsewhere. */
    NAME_COLLISION(
        Stake.UNPACKING,
        "name-collision",
        "differ by case or Unicode form alone: on macOS and Windows one overwrites the other",
        "rename one of them"),
    /** Names that Windows does not take. */
    WINDOWS_NAME(Stake.UNPACKING, "windows-name", "cannot be unpacked on Windows", "rename it"),
    /** Names that are not UTF-8. */
    NAME_ENCODING(
        Stake.UNPACKING,
        "name-encoding",
        "is not UTF-8: macOS refuses it, others show something else",
        "rename it"),
    /** Entries with a pax header. */
    PAX_HEADER(
        Stake.UNPACKING,
        "pax-header",
        "does not fit ustar: a tar reader that knows no pax headers unpacks it under another name,"
            + " or not at all",
        "use shorter paths or a shorter prefix"),
    /** Entries whose path is split. */
    SPLIT_PATH(
        Stake.UNPACKING,
        "split-path",
        "has more than 100 bytes: a tar reader older than POSIX of 1988 cuts it off",
        "use shorter paths or a shorter prefix"),
    /** A time that ustar cannot hold. */
    TIME(
        Stake.UNPACKING,
        "time",
        "is beyond what ustar can hold: old tar readers and versions of git before 2.10 take"
            + " another",
        "commit with a plausible date");

    private final Stake stake;
    private final String label;
    private final String text;
    private final String remedy;

    Reason(Stake stake, String label, String text, String remedy) {
      this.stake = stake;
      this.label = label;
      this.text = text;
      this.remedy = remedy;
    }

    /** Returns what is at stake. */
    public Stake stake() {
      return stake;
    }

    /** Returns its name for programs, such as {@code relative-date}. */
    public String label() {
      return label;
    }

    /** Returns the sentence that a subject or path begins. */
    public String text() {
      return text;
    }

    /** Returns what can be done. */
    public String remedy() {
      return remedy;
    }
  }
}
