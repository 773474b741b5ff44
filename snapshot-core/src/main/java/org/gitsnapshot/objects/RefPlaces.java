package org.gitsnapshot.objects;

import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.io.ByteString;

/**
 * Where the files of refs are: a linked work tree has some of its own, and shares all others. Git
 * looks for each in one place alone; see git-worktree(1).
 *
 * @param own the git directory of the work tree
 * @param common what all work trees share; mostly the same
 */
record RefPlaces(Path own, Path common) {
  /** The directories that each work tree has for itself. */
  static final List<ByteString> OWN_DIRECTORIES =
      List.of(
          ByteString.utf8("refs/bisect/"),
          ByteString.utf8("refs/worktree/"),
          ByteString.utf8("refs/rewritten/"));

  /** What the first work tree's own refs are called in the others. */
  private static final ByteString OF_MAIN = ByteString.utf8("main-worktree/");

  static RefPlaces of(StoredRepository repository) {
    return new RefPlaces(repository.directory(), repository.common());
  }

  /** Returns the file that one ref has if it has any. */
  Path fileOf(ByteString name) {
    if (name.startsWith(OF_MAIN)) {
      ByteString ofMain = name.substring(OF_MAIN.length(), name.length());
      if (isOwn(ofMain)) {
        return common.resolve(RefNames.toPath(ofMain));
      }
    }
    return (isOwn(name) ? own : common).resolve(RefNames.toPath(name));
  }

  private static boolean isOwn(ByteString name) {
    return OWN_DIRECTORIES.stream().anyMatch(name::startsWith) || isBesideHead(name);
  }

  /** Returns whether it is HEAD, or has a name like that. */
  private static boolean isBesideHead(ByteString name) {
    for (int i = 0; i < name.length(); i++) {
      byte c = name.at(i);
      if (!(c >= 'A' && c <= 'Z') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }
}
