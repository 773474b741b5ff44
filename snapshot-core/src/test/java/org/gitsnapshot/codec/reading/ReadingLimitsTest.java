package org.gitsnapshot.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed files that the real tools made, whole, damaged, and made to do harm. */
@Tag("one-jvm")
class ReadingLimitsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2"})
  void severalMembersAreRead(String tool) throws IOException {
    byte[] first = compress(tool, text("first "));
    byte[] second = compress(tool, text("second"));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(unpack(both, ReadingLimits.DEFAULT)).isEqualTo(text("first second"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2"})
  void everyCutIsAnError(String tool) throws IOException {
    byte[] whole = compress(tool, noise(3000));
    for (int length = CompressedFormat.HEAD; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> unpack(cut, ReadingLimits.DEFAULT))
          .isInstanceOf(CorruptObjectException.class)
          .hasMessageContaining("near byte");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2"})
  void damageIsAnErrorOrLeavesTheBytes(String tool) throws IOException {
    byte[] content = noise(3000);
    byte[] whole = compress(tool, content);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      int at = CompressedFormat.HEAD + random.nextInt(whole.length - CompressedFormat.HEAD);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      try {
        // A gzip header has bytes that mean nothing to the content: time and system.
        assertThat(unpack(damaged, ReadingLimits.DEFAULT)).isEqualTo(content);
      } catch (CorruptObjectException | LimitExceededException told) {
        assertThat(told.getMessage()).doesNotContain("\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "xz"})
  void bytesBehindTheLastMemberAreAnError(String tool) {
    byte[] whole = compress(tool, noise(100));
    byte[] longer = Arrays.copyOf(whole, whole.length + 5);
    Arrays.fill(longer, whole.length, longer.length, (byte) 'x');
    assertThatThrownBy(() -> unpack(longer, ReadingLimits.DEFAULT))
        .isInstanceOf(CorruptObjectException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2"})
  void aBombIsStopped(String tool) {
    byte[] bomb = compress(tool, new byte[8 << 20]);
    ReadingLimits small = new ReadingLimits(64L << 20, 500, 1 << 20, 128L << 20);
    assertThatThrownBy(() -> unpack(bomb, small))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("500 times its size");
    ReadingLimits few = new ReadingLimits(1 << 20, 1 << 20, 1 << 20, 128L << 20);
    assertThatThrownBy(() -> unpack(bomb, few))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("more than 1048576 bytes");
  }

  @Test
  void anXzFileThatNeedsMuchMemoryIsRefused() {
    byte[] file = new Tool(directory).run(noise(100), "xz", "-c", "--lzma2=dict=512MiB");
    assertThatThrownBy(() -> unpack(file, ReadingLimits.DEFAULT))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageMatching(
            "the xz file needs 512 MiB and \\d+ KiB of memory to unpack, and the limit is 128 MiB");
  }

  @Test
  void whatIsNotCompressedIsItself() throws IOException {
    for (int length = 0; length < 20; length++) {
      byte[] plain = new byte[length];
      Arrays.fill(plain, (byte) 'B');
      assertThat(unpack(plain, ReadingLimits.DEFAULT)).isEqualTo(plain);
    }
  }

  private byte[] compress(String tool, byte[] content) {
    return new Tool(directory).run(content, tool, "-c");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] unpack(byte[] file, ReadingLimits limits) throws IOException {
    try (InputStream in = Decompression.open(new ByteArrayInputStream(file), limits)) {
      if (file.length > 1 << 20) {
        in.transferTo(OutputStream.nullOutputStream());
        return new byte[0];
      }
      return in.readAllBytes();
    }
  }
}
