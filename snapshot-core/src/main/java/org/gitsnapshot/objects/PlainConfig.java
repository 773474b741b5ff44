package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Whether the configuration of a repository changes nothing for who reads objects and refs, as what
 * git clone, git init and the cache write. Any line that is unknown here is for JGit to read, so
 * that not all of git-config(1) need be known. Stateless.
 */
final class PlainConfig {
  /** In bytes; to read a longer one here first would cost more than it spares. */
  private static final long LONGEST = 64 * 1024;

  private static final String CORE = "core";

  /** Sections of which no variable matters. */
  private static final Set<String> IDLE =
      Set.of("branch", "gc", "maintenance", "receive", "remote", "user");

  /** Variables that are {@code true} or {@code false}, of {@link #CORE}. */
  private static final List<String> SWITCHES =
      List.of(
          "bare",
          "filemode",
          "fsyncObjectFiles",
          "fsyncRefFiles",
          "ignorecase",
          "logAllRefUpdates",
          "logallrefupdates",
          "precomposeunicode",
          "symlinks");

  private PlainConfig() {}

  /** Returns whether that of a git directory is such a one, or it has none. */
  static boolean isOf(Path gitDirectory) {
    Path config = gitDirectory.resolve("config");
    try {
      return Files.size(config) <= LONGEST
          && isPlain(new String(Files.readAllBytes(config), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException none) {
      return true;
    } catch (IOException unreadable) {
      return false; // JGit says why.
    }
  }

  static boolean isPlain(String text) {
    String section = "";
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return false;
      }
      String line = text.substring(start, end);
      if (line.startsWith("[")) {
        section = section(line);
        if (!section.equals(CORE) && !IDLE.contains(section)) {
          return false;
        }
      } else if (!line.isEmpty() && !isIdle(section, line)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  /** Returns the name of a section from its head, an empty one if it is not written as usual. */
  private static String section(String line) {
    int subsection = line.indexOf(" \"");
    int end = subsection < 0 ? line.length() - 1 : subsection;
    String rest = line.substring(end);
    boolean usual =
        subsection < 0
            ? rest.equals("]")
            : rest.length() > 3 && rest.endsWith("\"]") && isText(rest, 2, rest.length() - 2);
    return usual ? line.substring(1, end) : "";
  }

  private static boolean isIdle(String section, String line) {
    int equals = line.indexOf(" = ");
    if (line.charAt(0) != '\t' || equals < 0 || !isText(line, 1, line.length())) {
      return false;
    }
    String name = line.substring(1, equals);
    if (!section.equals(CORE)) {
      return !section.isEmpty() && isName(name);
    }
    String value = line.substring(equals + 3);
    return name.equals("repositoryformatversion")
        ? value.equals("0")
        : SWITCHES.contains(name) && (value.equals("true") || value.equals("false"));
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c != '-' || i == 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Returns whether there is nothing that has a meaning, or is written in another way. */
  private static boolean isText(String line, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '#' || c == ';') {
        return false;
      }
    }
    return true;
  }
}
