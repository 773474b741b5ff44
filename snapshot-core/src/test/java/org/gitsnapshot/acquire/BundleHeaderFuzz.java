package org.gitsnapshot.acquire;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.fuzz.Tried;

/** Headers of bundles and URLs of repositories. */
public final class BundleHeaderFuzz {
  private BundleHeaderFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    ByteArrayInputStream in = new ByteArrayInputStream(input);
    Optional<BundleHeader> header =
        Tried.read(
            () -> BundleHeader.read(in, "b"),
            CorruptObjectException.class,
            UnsupportedException.class);
    if (header.isPresent()) {
      int end = input.length - in.available();
      Tried.check(input[end - 1] == '\n' && input[end - 2] == '\n', "not behind an empty line");
      Tried.check(header.get().refsByText().size() <= header.get().refs().size(), "more refs");
    }
    String text = new String(input, StandardCharsets.ISO_8859_1);
    Tried.read(() -> InsteadOf.parse(text), InvalidInputException.class);
    if (RemoteUrl.isRemote(text)) {
      Tried.read(
          () -> RemoteUrl.parse(text), InvalidInputException.class, UnsupportedException.class);
    }
  }
}
