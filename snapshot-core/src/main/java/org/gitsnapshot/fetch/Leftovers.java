package org.gitsnapshot.fetch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.Digest;

/**
 * Removes what earlier fetches have begun and no later one will go on with. What another fetch is
 * at, it has locked, and is left alone.
 */
final class Leftovers {
  private static final Pattern NAME = Pattern.compile("(\\.[0-9a-f]{32}\\.part)(\\..*)?");

  private Leftovers() {}

  /** Removes what is there of files of other digests than these. */
  static void removeUnwanted(Path directory, Set<Digest> wanted) {
    Set<Path> begun = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".*.part*")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          begun.add(file.resolveSibling(name.group(1)));
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return; // They stay; whoever writes finds out what is wrong.
    }
    for (Digest digest : wanted) {
      begun.remove(PartFile.place(directory.resolve("file"), digest));
    }
    begun.forEach(Leftovers::remove);
  }

  /** Removes what is there of a file that has its name: a run was killed just after that. */
  static void removeOf(Path target, Digest digest) {
    Path part = PartFile.place(target, digest);
    if (Files.exists(part)
        || Files.exists(PartFile.list(part))
        || Files.exists(PartLock.place(part))) {
      remove(part);
    }
  }

  private static void remove(Path part) {
    try (PartLock lock = PartLock.acquire(part, part, Leftovers::leave)) {
      Files.deleteIfExists(PartFile.list(part));
      Files.deleteIfExists(part);
    } catch (IOException stays) {
      // Another fetch is at it, or it does no harm.
    }
  }

  private static void leave(Path part) throws OutputException {
    throw new OutputException("another fetch is at " + part, null);
  }
}
