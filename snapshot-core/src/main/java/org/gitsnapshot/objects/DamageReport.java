package org.gitsnapshot.objects;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.odb.FewFiles;

/**
 * Says which repository on disk cannot be read. For one that is damaged, JGit has exceptions of
 * many kinds, and stumbles: an array is too short, a number too large, a chain too long. So
 * whatever is asked of JGit about more than one object is asked here.
 */
public final class DamageReport {
  private DamageReport() {}

  /** What is done with a repository. */
  public interface Reading<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Does it.
   *
   * @param origin what messages call the repository
   * @param care hears of the damage
   * @throws SnapshotException what it throws, or one that names the repository
   */
  public static <T> T told(String origin, DamageCare care, Reading<T> reading)
      throws SnapshotException {
    try {
      return reading.run();
    } catch (SnapshotException ours) {
      throw ours;
    } catch (IOException | RuntimeException | StackOverflowError failed) {
      throw of(origin, care, failed);
    }
  }

  /** Returns what is to be said of something that JGit threw. */
  static UnavailableException of(String origin, DamageCare care, Throwable failed) {
    if (FewFiles.isReasonOf(failed)) {
      return FewFiles.unavailable("cannot read the repository " + origin, failed);
    }
    Throwable first = Throwables.getRootCause(failed);
    if (first instanceof AccessDeniedException denied) {
      return new UnavailableException(
          "cannot read the repository " + origin + ": no permission for " + denied.getFile(),
          "let this user read all of it, or use another copy",
          failed);
    }
    String said = first.getMessage();
    String why = first instanceof IOException && said != null ? ": " + SafeText.line(said) : "";
    return new UnavailableException(
        "the repository " + origin + " is damaged" + why, care.damaged(), failed);
  }
}
