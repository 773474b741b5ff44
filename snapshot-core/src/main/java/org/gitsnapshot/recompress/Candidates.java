package org.gitsnapshot.recompress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.ReservedEngine;

/** Which engines and levels are tried for the smallest form, and which of equals is taken. */
final class Candidates {
  /** The dictionaries of xz from level 6: what is further back than this is not found again. */
  private static final long[] DICTIONARIES = {8L << 20, 16L << 20, 32L << 20, 64L << 20};

  private static final int FIRST_XZ = 6;

  /**
   * Of two that are equally small the one comes first that more tools unpack: gzip before bzip2
   * before xz; then the order of the engines' names in recipes, and the lower level.
   */
  static final Comparator<Compressor> ORDER =
      Comparator.comparingInt((Compressor one) -> rank(one.format()))
          .thenComparing(Candidates::engine)
          .thenComparingInt(Compressor::level)
          .thenComparing(Compressor::toString);

  private Candidates() {}

  /**
   * Returns those that usually give the smallest: the best level of each engine, and of xz two
   * dictionaries, since a larger one than the content is of no use and one that is too large costs
   * a little.
   */
  static List<Compressor> usual(long rawSize) {
    List<Compressor> usual = new ArrayList<>();
    usual.add(Compressor.of(ReservedEngine.GNU_GZIP, 9));
    usual.add(Compressor.of(ReservedEngine.ZLIB, 9));
    usual.add(Compressor.of(ReservedEngine.BZIP2, 9));
    int whole = 0;
    while (whole < DICTIONARIES.length - 1 && DICTIONARIES[whole] < rawSize) {
      whole++;
    }
    for (int level : whole == 0 ? new int[] {FIRST_XZ} : new int[] {FIRST_XZ, FIRST_XZ + whole}) {
      usual.add(Compressor.of(ReservedEngine.XZ, level));
      usual.add(Compressor.of(ReservedEngine.XZ_EXTREME, level));
    }
    return usual;
  }

  private static int rank(Format format) {
    return switch (format) {
      case TAR -> 0;
      case TAR_GZ -> 1;
      case TAR_BZ2 -> 2;
      case TAR_XZ -> 3;
    };
  }

  private static ReservedEngine engine(Compressor compressor) {
    // A compressor has checked its engine.
    return ReservedEngine.ofLabel(compressor.engine()).orElseThrow();
  }
}
