package org.gitsnapshot.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.XzCheck;
import org.junit.jupiter.api.Test;

/** Who may have made files that are too large to be made here. */
final class CandidateTest {
  private static final long GIB = 1L << 30;
  private static final int DICTIONARY = 8 << 20;

  private static List<String> candidates(boolean sizes, XzCheck check, XzIndex index) {
    XzLayout layout =
        new XzLayout(check, DICTIONARY, false, sizes, OptionalInt.of(3 + 9 * 5 * 2), index);
    FileHead head =
        new FileHead(
            CompressedFormat.XZ,
            0,
            List.of(),
            OptionalInt.empty(),
            Optional.of(layout),
            Optional.empty());
    return Stream.concat(Candidate.usual(head).stream(), Candidate.unusual(head).stream())
        .map(candidate -> candidate.compressor(Optional.empty()))
        .map(Compressor::toString)
        .toList();
  }

  @Test
  void oneBlockMayBeOfAnySize() {
    assertThat(candidates(false, XzCheck.CRC64, new XzIndex(1, 0, 3 * GIB)))
        .startsWith("xz -6")
        .contains("xz -5", "xz -6e", "xz-java -6")
        .noneMatch(compressor -> compressor.contains("block"));
    assertThat(candidates(false, XzCheck.CRC32, new XzIndex(1, 0, 3 * GIB)))
        .startsWith("xz -6 check=crc32");
  }

  @Test
  void severalBlocksAreOfASizeThatARecipeCanHave() {
    assertThat(candidates(true, XzCheck.CRC64, new XzIndex(100, 0, 3L * DICTIONARY)))
        .startsWith("xz-mt -6");
    assertThat(candidates(false, XzCheck.CRC64, new XzIndex(3, 0, GIB)))
        .contains("xz -6 block=1024MiB");
    assertThat(candidates(false, XzCheck.CRC64, new XzIndex(3, 0, GIB + 1))).isEmpty();
    assertThat(candidates(true, XzCheck.CRC64, new XzIndex(1, 0, 3 * GIB))).isEmpty();
  }
}
