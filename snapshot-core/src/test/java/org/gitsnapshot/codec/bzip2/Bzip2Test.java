package org.gitsnapshot.codec.bzip2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.EngineConformance;
import org.gitsnapshot.codec.Oracle;

class Bzip2Test extends EngineConformance {
  /** Packs files with the program, which takes several and keeps them apart. */
  static void program(int level, Path directory, List<String> names)
      throws IOException, InterruptedException {
    Oracle.run(directory, Oracle.command(List.of("bzip2", "-k", "-" + level), names));
  }

  /** The program is slow, and {@link BlockEdgesTest} has more inputs. */
  @Override
  protected int seeds() {
    return 200;
  }

  @Override
  protected int batch() {
    return 23;
  }

  /** Beside those of the golden file; no sample has two blocks at a higher level. */
  @Override
  protected List<Integer> levelsForSamples() {
    return List.of(2, 3, 4);
  }

  /** Those with the smallest and the largest blocks; levels differ in nothing else. */
  @Override
  protected List<Integer> levelsForThreads() {
    return List.of(1, 9);
  }

  @Override
  protected Engine engine() {
    return new Bzip2();
  }

  @Override
  protected Oracle oracle() {
    return Bzip2Test::program;
  }

  @Override
  protected InputStream decode(InputStream packed) throws IOException {
    return new BZip2CompressorInputStream(packed);
  }

  @Override
  protected String toolVersion() throws IOException, InterruptedException {
    String help = Oracle.run(Path.of("."), List.of("bzip2", "--help"));
    return "bzip2 "
        + help.lines().findFirst().orElseThrow().replaceAll(".*Version ([0-9.]+),.*", "$1");
  }

  @Override
  protected String golden() {
    return "bzip2.tsv";
  }
}
