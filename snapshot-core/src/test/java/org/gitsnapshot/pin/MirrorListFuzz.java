package org.gitsnapshot.pin;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.fuzz.Tried;

/** Lists of mirrors: only web servers, and never a password. */
public final class MirrorListFuzz {
  private MirrorListFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = Tried.utf8(input);
    Optional<List<URI>> mirrors =
        Tried.readText(
            text,
            () -> MirrorList.parse(Tried.SOURCE, text),
            InvalidInputException.class,
            LimitExceededException.class);
    for (URI mirror : mirrors.orElse(List.of())) {
      Tried.check(mirror.getScheme().startsWith("http"), "not of the web: " + mirror);
      Tried.check(mirror.getRawUserInfo() == null, "with a user: " + mirror);
    }
  }
}
