package org.gitsnapshot.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.SafeText;

/**
 * One line of a {@code sources} file, read word by word.
 *
 * <p>Words stand between any number of blanks, as the shell splits them. An empty line and one that
 * begins with a {@code #} say nothing.
 */
final class SourceLine {
  private static final String FORM =
      "a line is f URL SHA256 [NAME], or g REPOSITORY~REFERENCE URL-or-_ SHA256 [NAME]";

  /** What stands for "there is no HTTP snapshot". */
  private static final String NONE = "_";

  private record Word(String text, int column) {}

  private final String source;
  private final int line;
  private final int end;
  private final List<Word> words;
  private int next;

  private SourceLine(String source, int line, String text) {
    this.source = source;
    this.line = line;
    this.words = split(text);
    this.end = text.length() + 1;
  }

  /**
   * Reads a line.
   *
   * @param source what errors call the file
   * @param line its number, from 1
   * @return nothing for an empty line or a comment
   */
  static Optional<Source> parse(String source, int line, String text) throws InvalidInputException {
    SourceLine words = new SourceLine(source, line, text);
    if (words.words.isEmpty() || words.words.get(0).text.startsWith("#")) {
      return Optional.empty();
    }
    return Optional.of(words.read());
  }

  private Source read() throws InvalidInputException {
    Word kind = word("f or g");
    return switch (kind.text) {
      case "f", "file" -> download();
      case "g", "git" -> git();
      default ->
          throw fault(kind, "a line begins with f, file, g or git, not \"" + kind.text + "\"");
    };
  }

  private Source download() throws InvalidInputException {
    Word url = word("the URL");
    if (url.text.equals(NONE)) {
      throw fault(url, "a line of kind f has a URL to download");
    }
    Digest sha256 = sha256();
    Word name = nameAfter(url);
    return new Source(
        name.text, sha256, new Source.Download(List.of(url.text)), new Position(source, line, 1));
  }

  private Source git() throws InvalidInputException {
    Word where = word("the repository");
    Word snapshot = word("the URL of a snapshot, or _");
    Digest sha256 = sha256();
    // The last one: repositories of some forges have a ~user in their URLs.
    int tilde = where.text.lastIndexOf('~');
    if (tilde <= 0 || tilde == where.text.length() - 1) {
      throw fault(where, "the repository and the reference stand on either side of a ~");
    }
    Word name = nameAfter(snapshot);
    return new Source(
        name.text,
        sha256,
        new Source.Git(where.text.substring(0, tilde), where.text.substring(tilde + 1)),
        new Position(source, line, 1));
  }

  private Digest sha256() throws InvalidInputException {
    Word word = word("the SHA-256");
    try {
      return new Digest(DigestAlgorithm.SHA256, word.text);
    } catch (IllegalArgumentException malformed) {
      throw fault(word, "not a SHA-256, which is 64 hex digits: " + word.text);
    }
  }

  /** Returns the last word if there is one, else the base name of the URL. */
  private Word nameAfter(Word url) throws InvalidInputException {
    boolean given = next < words.size();
    if (!given && url.text.equals(NONE)) {
      throw fault(url, "without a URL there must be a file name");
    }
    Word name = given ? word("the file name") : new Word(FlatName.ofUrl(url.text), url.column);
    if (next < words.size()) {
      throw fault(words.get(next), "there is a word too many: \"" + words.get(next).text + "\"");
    }
    // To the project's own scripts this name means that there is none.
    Optional<String> fault =
        name.text.equals(NONE) ? Optional.of("is \"_\"") : FlatName.fault(name.text);
    if (fault.isPresent()) {
      String whose = given ? "the file name " : "the file name at the end of the URL ";
      throw new InvalidInputException(
          new Position(source, line, name.column),
          whose + fault.get(),
          "write a plain file name as the last word");
    }
    return name;
  }

  private Word word(String what) throws InvalidInputException {
    if (next >= words.size()) {
      throw new InvalidInputException(new Position(source, line, end), what + " is missing", FORM);
    }
    return words.get(next++);
  }

  private InvalidInputException fault(Word word, String message) {
    return new InvalidInputException(
        new Position(source, line, word.column), SafeText.withoutSecrets(message), FORM);
  }

  private static List<Word> split(String text) {
    List<Word> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && !isBlank(text.charAt(i))) {
        i++;
      }
      if (i > start) {
        words.add(new Word(text.substring(start, i), text.codePointCount(0, start) + 1));
      }
      i++;
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
