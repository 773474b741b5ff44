package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.ChecksumList;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.request.ReadFiles;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say which entries of a tar go. */
final class RemovalOptions {
  private final Argument<List<String>> patterns =
      Argument.texts("--remove")
          .label("PATTERN")
          .says(
              "What goes: a pattern of .gitignore below the top directory, such as '*.info',"
                  + " '/configure' or 'doc/'; '!doc/keep' keeps. May be given several times; the"
                  + " last that matches decides. One that matches nothing is an error.");

  private final Argument<List<Path>> patternFiles =
      Argument.paths("--patterns")
          .label("FILE")
          .says("Patterns from a file that is written like a .gitignore; before --remove.");

  private final Argument<List<Path>> lists =
      Argument.paths("--list")
          .label("FILE")
          .says(
              "Files by digest and path below the top directory, as sha256sum lists them. Each must"
                  + " be there, with that digest.");

  private final Argument<String> prefix =
      Argument.text("--prefix")
          .label("PREFIX")
          .orEmpty()
          .says(
              "What stands before the paths that patterns and lists speak of. Default: the"
                  + " directory that all entries are in, if there is one.");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, patterns, patternFiles, lists, prefix);
  }

  /** Returns what goes, in the order that counts; empty if nothing was said. */
  List<Removal> removals() throws IOException {
    List<Removal> removals = new ArrayList<>();
    for (Path file : patternFiles.get()) {
      readPatterns(file, removals);
    }
    for (String pattern : patterns.get()) {
      Optional<Removal> removal = Removal.ofPattern(ByteString.utf8(pattern), null);
      if (removal.isEmpty()) {
        throw new InvalidInputException(
            "\"" + pattern + "\" is no pattern", "a backslash before it makes # a name's letter");
      }
      removals.add(removal.get());
    }
    for (Path file : lists.get()) {
      readList(file, removals);
    }
    return removals;
  }

  /** Returns the files that say what goes. */
  ReadFiles files() {
    return new ReadFiles(patternFiles.get()).and(lists.get());
  }

  Optional<ByteString> prefix() {
    return prefix.value().map(ByteString::utf8);
  }

  private static void readPatterns(Path file, List<Removal> removals) throws IOException {
    int number = 0;
    for (ByteString line : lines(read(file))) {
      number++;
      boolean carriage = line.endsWith('\r');
      ByteString pattern = carriage ? line.substring(0, line.length() - 1) : line;
      Removal.ofPattern(pattern, new Position(file.toString(), number, 1)).ifPresent(removals::add);
    }
  }

  private static void readList(Path file, List<Removal> removals) throws IOException {
    byte[] bytes = read(file);
    ChecksumList whole = ChecksumList.parse(file.toString(), DigestAlgorithm.SHA256, bytes);
    int number = 0;
    for (ByteString line : lines(bytes)) {
      number++;
      ChecksumList one =
          ChecksumList.parse(file.toString(), whole.algorithm(), line.concat('\n').toByteArray());
      for (Map.Entry<ByteString, Digest> entry : one.entries().entrySet()) {
        Position position = new Position(file.toString(), number, 1);
        removals.add(Removal.ofFile(entry.getKey(), entry.getValue(), position));
      }
    }
  }

  private static List<ByteString> lines(byte[] bytes) {
    List<ByteString> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length ? i > from : bytes[i] == '\n') {
        lines.add(ByteString.of(bytes, from, i));
        from = i + 1;
      }
    }
    return lines;
  }

  private static byte[] read(Path file) throws InvalidInputException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      // Some editors begin UTF-8 files with a byte order mark.
      String head = new String(bytes, 0, Math.min(3, bytes.length), StandardCharsets.ISO_8859_1);
      int mark = head.equals("\u00ef\u00bb\u00bf") ? 3 : 0;
      return ByteString.of(bytes, mark, bytes.length).toByteArray();
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(file + ": no such file", null);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + Explanation.reason(e), null);
    }
  }
}
