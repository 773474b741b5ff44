package org.gitsnapshot.serve;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Recompression;

/**
 * The records that a mirror publishes beside its files: {@code app-1.0.manifest.json} of a snapshot
 * whose files are {@code app-1.0.tar.gz} and others, {@code a.tar.xz.manifest.json} of one file.
 */
final class Records {
  private Records() {}

  /** Returns the names of those in a directory that are of a file of the manifest. */
  static List<String> names(Path directory, MirrorManifest manifest) {
    NavigableSet<String> files = new TreeSet<>();
    manifest.files().forEach(file -> files.add(file.name()));
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(directory, "*" + Recompression.SUFFIX)) {
      for (Path file : found) {
        String name = String.valueOf(file.getFileName());
        String of = name.substring(0, name.length() - Recompression.SUFFIX.length());
        if (MirrorFile.isPlainName(name) && isThere(of, files) && Files.isRegularFile(file)) {
          names.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException gone) {
      // A directory that cannot be listed has no records; its files may still be read.
    }
    return names;
  }

  private static boolean isThere(String of, NavigableSet<String> files) {
    String next = files.ceiling(of + ".");
    return files.contains(of) || (next != null && next.startsWith(of + "."));
  }
}
