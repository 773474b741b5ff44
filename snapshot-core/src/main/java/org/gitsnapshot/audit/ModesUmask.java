package org.gitsnapshot.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gitsnapshot.recipe.Umask;
import org.gitsnapshot.tarread.TarMember;

/**
 * The umask that a tar was made with, read from the modes of its files and directories.
 *
 * <p>A directory and a file that may be executed have all permissions but the umask's, so that one
 * of them tells it. Files that nobody may execute leave open whether the umask has these bits, and
 * where there is nothing else any answer makes the same tar: who may neither read nor write is
 * taken to lack all three, as with 0077.
 */
final class ModesUmask {
  private static final int ALL = 0777;
  private static final int EXECUTE = 0111;

  private ModesUmask() {}

  /** Returns the umask that all files and directories have; nothing if they have no one. */
  static Optional<Umask> of(List<ArchivedEntry> entries) {
    OptionalInt full = OptionalInt.empty();
    OptionalInt other = OptionalInt.empty();
    for (ArchivedEntry entry : entries) {
      if (entry.kind() == TarMember.Kind.DIRECTORY) {
        full = OptionalInt.of(entry.mode());
        break;
      }
      if (entry.kind() == TarMember.Kind.FILE) {
        if ((entry.mode() & EXECUTE) != 0) {
          full = OptionalInt.of(entry.mode());
        } else {
          other = OptionalInt.of(entry.mode());
        }
      }
    }
    Optional<Umask> umask =
        full.isPresent()
            ? Optional.of(new Umask(~full.getAsInt() & ALL))
            : other.isPresent() ? Optional.of(ofNotExecutable(other.getAsInt())) : Optional.empty();
    return umask.filter(found -> entries.stream().allMatch(entry -> fits(entry, found)));
  }

  private static Umask ofNotExecutable(int mode) {
    int bits = ~mode & ALL & ~EXECUTE;
    for (int execute : new int[] {0100, 0010, 0001}) {
      int readAndWrite = execute * 6;
      if ((bits & readAndWrite) == readAndWrite) {
        bits |= execute;
      }
    }
    return new Umask(bits);
  }

  private static boolean fits(ArchivedEntry entry, Umask umask) {
    return switch (entry.kind()) {
      case DIRECTORY -> entry.mode() == umask.directoryMode();
      case FILE -> entry.mode() == umask.fileMode(true) || entry.mode() == umask.fileMode(false);
      default -> true; // A link has all permissions, and the rest is not git's.
    };
  }
}
