package org.gitsnapshot.torrent;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.torrent.Metainfo.Member;

/** Files of a directory that a torrent does not have; a mirror's lists are not counted. */
final class ExtraFiles {
  private ExtraFiles() {}

  static List<String> find(Path directory, List<Member> members) throws IOException {
    Path root = Files.isSymbolicLink(directory) ? directory.toRealPath() : directory;
    Set<Path> known = new HashSet<>();
    for (Member member : members) {
      known.add(root.resolve(String.join("/", member.path())));
    }
    List<String> extra = new ArrayList<>();
    // Symbolic links are files here: nothing leads out of the directory.
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            boolean hidden = String.valueOf(at.getFileName()).startsWith(".") && !at.equals(root);
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            boolean list = name.startsWith(".") || (root.equals(file.getParent()) && isList(name));
            if (!list && !Files.isDirectory(file) && !known.contains(file)) {
              extra.add(TorrentName.display(root.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    extra.sort(null);
    return extra;
  }

  private static boolean isList(String name) {
    return TorrentName.fault(name).isEmpty() && DirectoryScan.isList(name);
  }
}
