package org.gitsnapshot.codec.xz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.EngineConformance;
import org.gitsnapshot.codec.Oracle;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.XZInputStream;

class XzTest extends EngineConformance {
  @Override
  protected Engine engine() {
    return new Xz(false);
  }

  @Override
  protected Oracle oracle() {
    return XzProgram.with("-T1");
  }

  /** The program is slow, and {@link XzEdgesTest} has more inputs. */
  @Override
  protected int seeds() {
    return 100;
  }

  @Override
  protected int batch() {
    return 10;
  }

  /** Beside those of the golden file; the others differ from one of these in a number alone. */
  @Override
  protected List<Integer> levelsForSamples() {
    return List.of(1, 4);
  }

  /** One level of each parser and finder. */
  @Override
  protected List<Integer> levelsForThreads() {
    return List.of(0, 1, 5);
  }

  /** Several of the chunks that the thread that finds matches hands over. */
  @Override
  protected int sizeForThreads() {
    return longMode() ? super.sizeForThreads() : 1_500_000;
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
    return "xz.tsv";
  }

  @Test
  void memoryIsThatOfTheProgramAtMostAFifthMore() {
    // What xz -T1 -vv says, in MiB, from level 0 on.
    int[] said = {3, 9, 17, 32, 48, 94, 94, 186, 370, 674};
    for (int level = 0; level < said.length; level++) {
      assertThat(engine().memory(level, 1))
          .as("-%d", level)
          .isBetween((said[level] - 1) * 900L * 1024, said[level] * 1229L * 1024);
    }
  }
}
