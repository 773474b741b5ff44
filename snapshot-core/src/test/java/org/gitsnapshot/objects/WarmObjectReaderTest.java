package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.InflaterCache;
import org.gitsnapshot.codec.inflate.FastInflater;
import org.gitsnapshot.codec.inflate.WarmInflaters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what {@link JGitObjectReaderTest} does, inflated by our own decoder. */
@Tag("one-jvm")
class WarmObjectReaderTest extends JGitObjectReaderTest {
  WarmObjectReaderTest(@TempDir Path temp) {
    super(temp);
  }

  @BeforeAll
  static void warmUp() {
    WarmInflaters.use();
  }

  @Test
  void offersOneInflaterAndNoMore() {
    Inflater before = InflaterCache.get();
    before.end();
    InflaterCache.release(new Inflater());
    PackInflaters.offer();
    Inflater offered = InflaterCache.get();
    assertThat(offered).isInstanceOf(FastInflater.class);
    InflaterCache.release(offered);
    PackInflaters.offer();
    assertThat(InflaterCache.get()).isSameAs(offered);
    InflaterCache.release(offered);
  }
}
