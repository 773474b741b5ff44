package org.gitsnapshot.acquire;

import com.google.common.base.Throwables;
import java.io.IOException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.objects.DamageCare;

/**
 * Says which repository on disk cannot be read. For one that is damaged, JGit has exceptions of
 * many kinds, and stumbles: an array is too short, a number too large, a chain too long.
 */
final class LocalDamage {
  private LocalDamage() {}

  /** What is done with a repository. */
  interface Reading<T> {
    T run() throws IOException;
  }

  /**
   * Does it.
   *
   * @param url what messages call the repository
   * @throws SnapshotException what it throws, or one that names the repository
   */
  static <T> T told(String url, Reading<T> reading) throws SnapshotException {
    try {
      return reading.run();
    } catch (SnapshotException ours) {
      throw ours;
    } catch (IOException | RuntimeException | StackOverflowError failed) {
      Throwable first = Throwables.getRootCause(failed);
      String said = first.getMessage();
      String why = first instanceof IOException && said != null ? ": " + SafeText.line(said) : "";
      throw new UnavailableException(
          "the repository " + url + " is damaged" + why, DamageCare.OF_ITS_OWNER.damaged(), failed);
    }
  }
}
