package org.gitsnapshot.objects;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.Repository;

/**
 * Tells JGit which packs there are, where to look itself would take it long.
 *
 * <p>For a file beside them that it does not know, such as those that mark the packs of a partial
 * clone ({@code .promisor}) or of what nothing refers to ({@code .mtimes}), it makes an exception,
 * and for the message of the first one it reads all of its messages, and Java the names in all jars
 * for who may have others. It looks itself when an object is in none of the packs that it was told
 * of. The names are those of gitrepository-layout(5). Thread-safe.
 */
final class PackFiles {
  private static final String PACK = ".pack";
  private static final String INDEX = ".idx";

  /** How long the name of a pack is that JGit can be told: pack-, an id, and .pack. */
  private static final int NAME_LENGTH = 50;

  private PackFiles() {}

  /** Names the packs of a repository that has unknown files beside them; not those it borrows. */
  static void announce(Repository repository) {
    ObjectDirectory objects = (ObjectDirectory) repository.getObjectDatabase();
    File directory = objects.getPackDirectory();
    String[] names = directory.list();
    if (names == null || !hasUnknown(names)) {
      return;
    }
    Set<String> all = new HashSet<>(List.of(names));
    List<File> packs = new ArrayList<>();
    for (String name : names) {
      if (isPack(name) && all.contains(indexOf(name))) {
        packs.add(new File(directory, name));
      }
    }
    // JGit looks first into the one it is told of last: the newest, as when it looks itself.
    packs.sort((one, other) -> Long.compare(one.lastModified(), other.lastModified()));
    for (File pack : packs) {
      try {
        objects.openPack(pack);
      } catch (IOException | RuntimeException refused) {
        return; // JGit will look itself, and say what is wrong.
      }
    }
  }

  private static boolean hasUnknown(String[] names) {
    Set<String> known = new HashSet<>();
    for (PackExt kind : PackExt.values()) {
      known.add(kind.getExtension());
    }
    for (String name : names) {
      int dot = name.lastIndexOf('.');
      if (dot >= 0 && !known.contains(name.substring(dot + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPack(String name) {
    return name.length() == NAME_LENGTH && name.startsWith("pack-") && name.endsWith(PACK);
  }

  private static String indexOf(String pack) {
    return pack.substring(0, pack.length() - PACK.length()) + INDEX;
  }
}
