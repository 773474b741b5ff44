package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.EngineConformance;
import org.gitsnapshot.codec.Oracle;
import org.junit.jupiter.api.Tag;
import org.tukaani.xz.XZInputStream;

@Tag("one-jvm")
class XzMtTest extends EngineConformance {
  @Override
  protected Engine engine() {
    return new XzMt(false);
  }

  @Override
  protected Oracle oracle() {
    return XzProgram.with("-T2");
  }

  @Override
  protected int seeds() {
    return 40;
  }

  @Override
  protected int batch() {
    return 4;
  }

  /** Beside those of the golden file; what is in a block is held by {@link XzTest}. */
  @Override
  protected List<Integer> levelsForSamples() {
    return List.of(1);
  }

  /** The levels with blocks small enough that there are several. */
  @Override
  protected List<Integer> levelsForThreads() {
    return List.of(0, 1);
  }

  @Override
  protected int sizeForPieces() {
    return longMode() ? super.sizeForPieces() : 400_000;
  }

  @Override
  protected InputStream decode(InputStream packed) throws IOException {
    return new XZInputStream(packed);
  }

  @Override
  protected String toolVersion() throws IOException, InterruptedException {
    return XzProgram.version();
  }

  @Override
  protected String golden() {
    return "xz-mt.tsv";
  }
}
