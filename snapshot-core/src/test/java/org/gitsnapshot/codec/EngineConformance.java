package org.gitsnapshot.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every engine keeps: the bytes of its tool, for every input, however it is fed and on however
 * many threads.
 *
 * <p>{@code -Dsnapshot.long=true} runs {@value #LONG_SEEDS} generated inputs in place of {@link
 * #seeds()}, from the seed {@code -Dsnapshot.seed} on. {@code -Dsnapshot.golden=true} writes the
 * golden file anew from what the tool gives.
 */
public abstract class EngineConformance {
  private static final int SEEDS = 300;
  private static final int LONG_SEEDS = 20_000;

  /** How many inputs one run of the tool packs. */
  private static final int BATCH = 34;

  /** Returns the engine. */
  protected abstract Engine engine();

  /** Returns the tool whose bytes it repeats. */
  protected abstract Oracle oracle();

  /** Returns a decoder that is not ours. */
  protected abstract InputStream decode(InputStream packed) throws IOException;

  /** Returns the file name of the resource that lists what the tool made of each sample. */
  protected abstract String golden();

  /** Returns the name and version of the tool. */
  protected abstract String toolVersion() throws IOException, InterruptedException;

  /** Returns how many generated inputs the short form of the tests packs. */
  protected int seeds() {
    return SEEDS;
  }

  /** Returns how many generated inputs in a row are packed at the same level. */
  protected int batch() {
    return BATCH;
  }

  /**
   * Returns the levels at which the short form of the tests packs all samples beside the tool: by
   * default those that the golden file does not have.
   */
  protected List<Integer> levelsForSamples() {
    Set<Integer> golden = goldenLevels();
    return levels().stream().filter(level -> !golden.contains(level)).toList();
  }

  /** Returns the levels at which several numbers of threads are tried. */
  protected List<Integer> levelsForThreads() {
    return levels();
  }

  /** Returns how many bytes are packed on several threads. */
  protected int sizeForThreads() {
    return 3_400_000;
  }

  /** Returns how many bytes are packed in pieces. */
  protected int sizeForPieces() {
    return 1_300_000;
  }

  /** Returns whether the long form of the tests was asked for. */
  protected static boolean longMode() {
    return Boolean.getBoolean("snapshot.long");
  }

  /** Returns what the engine makes of an input given as one piece. */
  protected final byte[] pack(byte[] input, int level, int threads) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = engine().open(packed, level, threads)) {
      encoder.write(input);
      encoder.finish();
    }
    return packed.toByteArray();
  }

  /** Returns the levels of the engine. */
  private List<Integer> levels() {
    return IntStream.rangeClosed(engine().minLevel(), engine().maxLevel()).boxed().toList();
  }

  @Test
  @Tag("one-jvm")
  void samplesGiveTheBytesOfTheToolAtEachLevel() throws Exception {
    Map<String, byte[]> samples = Samples.all();
    List<byte[]> values = List.copyOf(samples.values());
    List<String> golden = new ArrayList<>();
    golden.add("# sample, level and SHA-256 of what " + toolVersion() + " makes of it");
    boolean writes = Boolean.getBoolean("snapshot.golden");
    for (int level : writes || longMode() ? levels() : levelsForSamples()) {
      List<byte[]> expected = oracle().pack(level, engine().suffix(), values);
      int i = 0;
      for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
        byte[] packed = expected.get(i++);
        if (goldenLevels().contains(level)) {
          golden.add(sample.getKey() + "\t" + level + "\t" + sha256(packed));
        }
        assertSame(pack(sample.getValue(), level, 1), packed, sample.getKey() + " -" + level);
      }
    }
    if (writes) {
      Files.write(
          Path.of(System.getProperty("snapshot.root", ".."))
              .resolve("snapshot-core/src/test/resources/org/gitsnapshot/codec")
              .resolve(golden()),
          golden);
    }
  }

  @Test
  @Tag("one-jvm")
  void generatedInputsGiveTheBytesOfTheTool() throws Exception {
    long first = Long.getLong("snapshot.seed", 0);
    long end = first + (longMode() ? LONG_SEEDS : seeds());
    int levels = levels().size();
    int batch = batch();
    for (long seed = first; seed < end; seed += batch) {
      List<byte[]> inputs =
          LongStream.range(seed, Math.min(seed + batch, end)).mapToObj(EdgeInputs::of).toList();
      // Each batch has one level, and all of them take turns.
      int level = engine().minLevel() + (int) (seed / batch % levels);
      List<byte[]> expected = oracle().pack(level, engine().suffix(), inputs);
      for (int i = 0; i < inputs.size(); i++) {
        String name = "seed " + (seed + i) + " -" + level;
        assertSame(pack(inputs.get(i), level, 1), expected.get(i), name);
      }
    }
  }

  @Test
  void bytesAreThoseOfTheGoldenFile() throws IOException {
    Map<String, byte[]> samples = Samples.all();
    List<String> lines = goldenLines();
    assertThat(lines).hasSizeGreaterThan(samples.size());
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      byte[] packed =
          pack(Objects.requireNonNull(samples.get(fields[0])), Integer.parseInt(fields[1]), 1);
      assertThat(sha256(packed)).as("%s -%s", fields[0], fields[1]).isEqualTo(fields[2]);
    }
  }

  /** At one level: the bytes of all are the tool's, and this shows that they are of the format. */
  @Test
  @Tag("one-jvm")
  void aDecoderGivesTheInputBack() throws IOException {
    for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
      byte[] packed = pack(sample.getValue(), engine().minLevel(), 2);
      try (InputStream decoded = decode(new ByteArrayInputStream(packed))) {
        assertSame(decoded.readAllBytes(), sample.getValue(), sample.getKey());
      }
    }
  }

  @Test
  @Tag("one-jvm")
  void bytesDoNotDependOnThreads() throws IOException {
    byte[] input = mixed(sizeForThreads());
    for (int level : levelsForThreads()) {
      byte[] expected = pack(input, level, 1);
      for (int threads : new int[] {2, 3, 8}) {
        assertSame(pack(input, level, threads), expected, threads + " threads -" + level);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Tag("one-jvm")
  void bytesDoNotDependOnHowTheInputIsCut(int threads) throws IOException {
    byte[] input = mixed(sizeForPieces());
    int level = engine().defaultLevel();
    byte[] expected = pack(input, level, 1);
    for (int piece : new int[] {1, 7, 509, 4099, 10_240, 65_537, 1_048_583}) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (Encoder encoder = engine().open(packed, level, threads)) {
        for (int at = 0; at < input.length; at += piece) {
          if (piece == 1) {
            encoder.write(input[at]);
          } else {
            encoder.write(input, at, Math.min(piece, input.length - at));
          }
          encoder.flush();
        }
        encoder.finish();
      }
      assertSame(packed.toByteArray(), expected, "pieces of " + piece);
    }
  }

  @Test
  void anEmptyWriteChangesNothing() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = engine().open(packed, engine().defaultLevel(), 1)) {
      encoder.write(new byte[0]);
      encoder.write(new byte[5], 5, 0);
      encoder.finish();
    }
    assertThat(packed.toByteArray()).isEqualTo(pack(new byte[0], engine().defaultLevel(), 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aWriteAfterFinishFails(int threads) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = engine().open(packed, engine().defaultLevel(), threads)) {
      encoder.write('a');
      encoder.finish();
      int size = packed.size();
      assertThatThrownBy(() -> encoder.write('b')).isInstanceOf(IOException.class);
      assertThat(packed.size()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Tag("one-jvm")
  void closingWithoutFinishLeavesTheStreamIncomplete(int threads) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = engine().open(packed, engine().defaultLevel(), threads)) {
      encoder.write(mixed(2_500_000));
    }
    byte[] bytes = packed.toByteArray();
    assertThatThrownBy(
            () -> {
              try (InputStream decoded = decode(new ByteArrayInputStream(bytes))) {
                decoded.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void finishLeavesTheStreamBelowOpenAndCloseClosesItOnce() throws IOException {
    int[] closed = new int[1];
    OutputStream below =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0]++;
          }
        };
    Encoder encoder = engine().open(below, engine().defaultLevel(), 2);
    encoder.finish();
    assertThat(closed[0]).isZero();
    encoder.close();
    encoder.close();
    assertThat(closed[0]).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Tag("one-jvm")
  void aFailureBelowSurfacesAndTheStreamStaysFailed(int threads) throws IOException {
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
    byte[] input = Samples.random(1, 8_000_000);
    try (Encoder encoder = engine().open(below, engine().defaultLevel(), threads)) {
      assertThatThrownBy(
              () -> {
                encoder.write(input);
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
    int level = engine().defaultLevel();
    assertThatThrownBy(() -> engine().open(out, engine().minLevel() - 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine().open(out, engine().maxLevel() + 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine().open(out, level, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Set<Integer> goldenLevels() {
    // The default can be one of the others.
    return new TreeSet<>(
        List.of(engine().minLevel(), engine().defaultLevel(), engine().maxLevel()));
  }

  /** Compares without printing megabytes. */
  protected static void assertSame(byte[] actual, byte[] expected, String name) {
    int difference = Arrays.mismatch(actual, expected);
    assertThat(difference)
        .as("%s: %d bytes for %d differ from", name, actual.length, expected.length)
        .isEqualTo(-1);
  }

  /** Returns text, runs and noise in turns, of a size. */
  protected static byte[] mixed(int size) {
    Random random = new Random(size);
    List<byte[]> parts = new ArrayList<>();
    for (int left = size; left > 0; ) {
      int n = Math.min(left, 20_000 + random.nextInt(200_000));
      parts.add(
          switch (random.nextInt(5)) {
            case 0 -> Samples.random(n, n);
            case 1 -> Samples.periodic(n, 1 + random.nextInt(300), n);
            default -> Samples.text(n & 3, n);
          });
      left -= n;
    }
    return Samples.concat(parts.toArray(byte[][]::new));
  }

  private List<String> goldenLines() throws IOException {
    try (InputStream in = EngineConformance.class.getResourceAsStream(golden())) {
      assertThat(in).as(golden()).isNotNull();
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static String sha256(byte[] bytes) {
    DigestAlgorithm algorithm = DigestAlgorithm.SHA256;
    return Digest.of(algorithm, algorithm.newMessageDigest().digest(bytes)).hex();
  }
}
