package org.gitsnapshot.codec.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.bzip2.Bzip2;
import org.gitsnapshot.codec.deflate.GnuGzip;
import org.gitsnapshot.codec.deflate.Zlib;
import org.gitsnapshot.codec.xz.Xz;
import org.gitsnapshot.codec.xz.XzEngine;
import org.gitsnapshot.codec.xz.XzMt;
import org.gitsnapshot.codec.xzjava.XzJava;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.recipe.Compressor;

/** The engines of this version. */
public final class Engines {
  private static final List<Engine> ALL =
      List.of(
          new GnuGzip(),
          new Zlib(),
          new Xz(false),
          new Xz(true),
          new XzMt(false),
          new XzMt(true),
          new XzJava(),
          new Bzip2());

  private Engines() {}

  /** Returns all engines. */
  public static List<Engine> all() {
    return ALL;
  }

  /**
   * Returns the engine a recipe names, with the options of xz that it has.
   *
   * @throws UnsupportedException if this version has no such engine, or the engine no such level
   */
  public static Engine of(Compressor compressor) throws UnsupportedException {
    for (Engine engine : ALL) {
      if (engine.name().equals(compressor.engine())) {
        if (compressor.level() < engine.minLevel() || compressor.level() > engine.maxLevel()) {
          throw new UnsupportedException(
              "the engine " + engine.name() + " has no level " + compressor.level(),
              "it has " + engine.minLevel() + " to " + engine.maxLevel());
        }
        return compressor.xz().isPresent() && engine instanceof XzEngine xz
            ? xz.with(compressor.xz().get())
            : engine;
      }
    }
    String names = ALL.stream().map(Engine::name).sorted().collect(Collectors.joining(", "));
    throw new UnsupportedException(
        "this version has no engine " + compressor.engine(), "it has " + names);
  }

  /**
   * Starts a stream with the header that the recipe asks for.
   *
   * @param out takes the compressed bytes; closed by {@link Encoder#close()}
   * @param threads how many threads it may use, from 1; the bytes do not depend on it
   * @throws UnsupportedException as {@link #of}
   */
  public static Encoder open(OutputStream out, Compressor compressor, int threads)
      throws IOException {
    Engine engine = of(compressor);
    int level = compressor.level();
    OutputStream below =
        compressor.header().isPresent()
            ? new OwnHeader(out, compressor.header().get().toBytes(level))
            : out;
    return engine.open(below, level, threads);
  }
}
