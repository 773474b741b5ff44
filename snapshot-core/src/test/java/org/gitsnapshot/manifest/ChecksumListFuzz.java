package org.gitsnapshot.manifest;

import java.io.IOException;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.fuzz.Tried;
import org.gitsnapshot.hash.DigestAlgorithm;

/** Lists of checksums: what is read can be written, and reads back equal. */
public final class ChecksumListFuzz {
  private ChecksumListFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      Optional<ChecksumList> list =
          Tried.readText(
              Tried.utf8(input),
              () -> ChecksumList.parse(Tried.SOURCE, algorithm, input),
              InvalidInputException.class);
      if (list.isPresent()) {
        byte[] written = list.get().toBytes();
        ChecksumList again = ChecksumList.parse(Tried.SOURCE, algorithm, written);
        Tried.checkEqual(again, list.get(), "list after writing");
        Tried.checkEqual(again.toBytes(), written, "bytes of the list");
      }
    }
  }
}
