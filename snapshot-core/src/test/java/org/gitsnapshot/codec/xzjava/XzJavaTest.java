package org.gitsnapshot.codec.xzjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.testing.ChildJvm;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("one-jvm")
class XzJavaTest {
  private static final XzJava ENGINE = new XzJava();
  private static final byte[] TEXT = Samples.text(3, 100 * 1024);

  /** What XZ for Java 1.12 makes of {@link #TEXT}, by level. */
  private static final Map<Integer, String> GOLDEN =
      Map.of(
          0, "5d77f83579c80a71764d72aeed186acfdd59e46734d027ff5c8289cc94b9db2f",
          1, "cfd814fb94e821106948ac43039c494f37a402e0dcbfdef6af4ddad8e5217e35",
          2, "c00912b492c9209e35529cd419d5958f95e20abc716893dda09780b423bb7e49",
          3, "b0eff8e5c56075746b92f485731846823a0ef0d4fde22b381109af2a37749553",
          4, "901bf2d190a4d525ed112fc84834f7f9b15cffe5d5fec1a0d304bdbe78d7bbc0",
          5, "58a6c9897ea2840c22f522e7439c782f691a6e8a5b0ad89200d738adc56835d4",
          6, "58a6c9897ea2840c22f522e7439c782f691a6e8a5b0ad89200d738adc56835d4",
          7, "fd7ec1336de0284cae5f2eb773c52bece5a739a122d80be6f7e23d3f1eb288f2",
          8, "85bf360d47ad782c15b30a7e484cbd2d6cd60ea60cf2aef25bc45e616d008a93",
          9, "7d9333a12d6e1b9608a40801f2e6923622f89d6b3d6746a99ff5a71a922e4ac5");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void bytesAreThoseOfVersion1_12(int level) throws IOException {
    assertThat(sha256(pack(TEXT, level, TEXT.length))).isEqualTo(GOLDEN.get(level));
  }

  /**
   * These take more heap than the tests have, and so run in a JVM of their own. Half of it is one
   * array, and G1, which moves none that large, once had no room for it.
   */
  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void bytesOfTheHighestLevelsAreThoseOfVersion1_12(int level) throws Exception {
    ChildJvm child =
        ChildJvm.start(List.of("-XX:+UseSerialGC", "-Xmn16m", "-Xmx800m"), Pack.class, "" + level);
    assertThat(child.readLine()).isEqualTo(GOLDEN.get(level));
    assertThat(child.waitFor()).as(child.errors()).isZero();
  }

  /** Prints the digest of the text at a level. */
  static final class Pack {
    private Pack() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(sha256(pack(TEXT, Integer.parseInt(arguments[0]), TEXT.length)));
    }
  }

  @Test
  void theRealXzGivesTheInputBack() throws IOException {
    Tool tool = new Tool(Path.of("/"));
    for (int level : new int[] {0, 3, 6, 7}) {
      assertThat(tool.run(pack(TEXT, level, TEXT.length), "xz", "-dc")).isEqualTo(TEXT);
    }
    for (byte[] input : List.of(new byte[0], new byte[] {7}, Samples.random(1, 70_000))) {
      assertThat(tool.run(pack(input, 6, 1 + input.length), "xz", "-dc")).isEqualTo(input);
    }
  }

  @Test
  void itIsOneStreamOfOneBlockWithCrc64() throws IOException {
    Tool tool = new Tool(Path.of("/"));
    byte[] packed = pack(TEXT, 6, TEXT.length);
    byte[] listed =
        tool.run(packed, "sh", "-c", "f=$(mktemp) && cat >$f && xz -l --robot $f; rm $f");
    String text = new String(listed, StandardCharsets.UTF_8);
    assertThat(text)
        .containsPattern("file\t1\t1\t" + packed.length + "\t102400\t0\\.\\d+\tCRC64\t0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 511, 10_240, 65_537})
  void bytesDoNotDependOnHowTheInputIsCut(int piece) throws IOException {
    assertThat(pack(TEXT, 6, piece)).isEqualTo(pack(TEXT, 6, TEXT.length));
  }

  @Test
  void bytesDoNotDependOnThreads() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = ENGINE.open(packed, 6, 8)) {
      encoder.write(TEXT);
      encoder.finish();
    }
    assertThat(packed.toByteArray()).isEqualTo(pack(TEXT, 6, TEXT.length));
  }

  @Test
  void aStreamThatIsClosedEarlyIsVisiblyIncomplete() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = ENGINE.open(packed, 6, 1)) {
      encoder.write(TEXT);
    }
    assertThatThrownBy(() -> new Tool(Path.of("/")).run(packed.toByteArray(), "xz", "-dc"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aWriteAfterFinishFailsAndCloseClosesBelowOnce() throws IOException {
    int[] closed = new int[1];
    ByteArrayOutputStream below =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0]++;
          }
        };
    Encoder encoder = ENGINE.open(below, 0, 1);
    encoder.write('a');
    encoder.finish();
    int size = below.size();
    assertThatThrownBy(() -> encoder.write('b')).isInstanceOf(IOException.class);
    assertThat(below.size()).isEqualTo(size);
    assertThat(closed[0]).isZero();
    encoder.close();
    encoder.close();
    assertThat(closed[0]).isEqualTo(1);
  }

  @Test
  void aFailureBelowSurfacesAndTheStreamStaysFailed() throws IOException {
    int[] left = {20_000};
    OutputStream below =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (--left[0] < 0) {
              throw new IOException("disk full");
            }
          }
        };
    try (Encoder encoder = ENGINE.open(below, 0, 1)) {
      assertThatThrownBy(
              () -> {
                encoder.write(Samples.random(1, 2_000_000));
                encoder.finish();
              })
          .hasMessage("disk full");
      assertThatThrownBy(() -> encoder.write('a')).isInstanceOf(IOException.class);
      assertThatThrownBy(encoder::finish).isInstanceOf(IOException.class);
    }
  }

  @Test
  void levelsAndThreadsOutOfRangeAreRefused() {
    OutputStream out = OutputStream.nullOutputStream();
    for (int level : new int[] {-1, 10}) {
      assertThatThrownBy(() -> ENGINE.open(out, level, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ENGINE.open(out, 6, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMemoryOfTheHighestLevelIsSaid() {
    assertThat(ENGINE.memory(9, 1)).isBetween(600L << 20, 800L << 20);
    assertThat(ENGINE.memory(6, 1)).isBetween(80L << 20, 110L << 20);
  }

  private static byte[] pack(byte[] input, int level, int piece) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = ENGINE.open(packed, level, 1)) {
      for (int at = 0; at < input.length; at += piece) {
        if (piece == 1) {
          encoder.write(input[at]);
        } else {
          encoder.write(input, at, Math.min(piece, input.length - at));
        }
        if (at % 5 == 0) {
          encoder.flush();
        }
      }
      encoder.finish();
    }
    return packed.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    DigestAlgorithm algorithm = DigestAlgorithm.SHA256;
    return Digest.of(algorithm, algorithm.newMessageDigest().digest(bytes)).hex();
  }
}
