package org.gitsnapshot.codec.inflate;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.InflaterCache;

/** Lets JGit inflate with our decoder for the rest of the process, as after 64 MB. */
public final class WarmInflaters {
  private static final byte[] STREAM =
      Inflated.deflate(new byte[8 << 20], 1, Deflater.DEFAULT_STRATEGY);

  private WarmInflaters() {}

  /** Inflates as much as is left to zlib, and gives JGit no other inflaters. */
  public static void use() {
    FastInflater inflater = new FastInflater();
    byte[] output = new byte[8 << 20];
    try {
      for (int i = 0; i < 9; i++) {
        inflater.setInput(STREAM);
        while (!inflater.finished()) {
          inflater.inflate(output);
        }
        inflater.reset();
      }
    } catch (DataFormatException impossible) {
      throw new IllegalStateException(impossible);
    }
    inflater.end();
    // It keeps so many; those that others left are not ours.
    List<Inflater> kept = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      kept.add(InflaterCache.get());
    }
    for (Inflater old : kept) {
      old.end();
      InflaterCache.release(new FastInflater());
    }
  }
}
