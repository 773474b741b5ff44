package org.gitsnapshot.codec.xzjava;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Engine;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/**
 * The engine {@code xz-java}: one xz block with a CRC-64 check, as XZ for Java 1.12 writes it.
 *
 * <p>Any xz decoder reads it, but its bytes are not those of the program xz. The bytes of this
 * engine are tied to the library's version; goldens hold them.
 */
public final class XzJava implements Engine {
  @Override
  public String name() {
    return "xz-java";
  }

  @Override
  public String suffix() {
    return "xz";
  }

  @Override
  public int minLevel() {
    return LZMA2Options.PRESET_MIN;
  }

  @Override
  public int maxLevel() {
    return LZMA2Options.PRESET_MAX;
  }

  @Override
  public int defaultLevel() {
    return LZMA2Options.PRESET_DEFAULT;
  }

  @Override
  public long memory(int level, int threads) {
    return options(level).getEncoderMemoryUsage() * 1024L;
  }

  @Override
  public Encoder open(OutputStream out, int level, int threads) throws IOException {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread, not " + threads);
    }
    return new XzJavaEncoder(out, new XZOutputStream(out, options(level), XZ.CHECK_CRC64));
  }

  private static LZMA2Options options(int level) {
    try {
      return new LZMA2Options(level);
    } catch (UnsupportedOptionsException e) {
      throw new IllegalArgumentException("xz-java has no level " + level, e);
    }
  }

  /**
   * The library's stream is never closed, which would finish it, nor flushed, which would end an
   * LZMA2 chunk and so change the bytes.
   */
  private static final class XzJavaEncoder extends Encoder {
    private final XZOutputStream xz;

    XzJavaEncoder(OutputStream out, XZOutputStream xz) {
      super("xz", out);
      this.xz = xz;
    }

    @Override
    protected void encode(byte[] bytes, int from, int length) throws IOException {
      xz.write(bytes, from, length);
    }

    @Override
    protected void end() throws IOException {
      xz.finish();
    }
  }
}
