package org.gitsnapshot.codec.inflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.gitsnapshot.codec.EdgeInputs;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.codec.inflate.Inflated.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Held to the JDK's inflater, which is zlib. */
class FastInflaterTest {
  private static final int MARGIN = 9;

  private final Inflater zlib = new Inflater();
  private final FastInflater own = Inflated.own();

  @AfterEach
  void end() {
    zlib.end();
    own.end();
  }

  static Stream<Arguments> samples() {
    return Samples.all().entrySet().stream()
        .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void inflatesWhatZlibDeflates(String name, byte[] content) throws Exception {
    for (int level : new int[] {0, 1, 6, 9}) {
      for (int strategy :
          new int[] {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY}) {
        byte[] stream = Inflated.deflate(content, level, strategy);
        requireContent(stream, content);
      }
    }
  }

  @Test
  void inflatesWhatCrowdsTheEdges() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      byte[] content = EdgeInputs.of(seed);
      requireContent(Inflated.deflate(content, 1 + seed % 9, seed % 3), content);
    }
  }

  /** As a pack's reader does: exactly so much room, and other bytes behind the stream. */
  private void requireContent(byte[] stream, byte[] content) throws DataFormatException {
    byte[] more = Arrays.copyOf(stream, stream.length + MARGIN);
    own.reset();
    own.setInput(more);
    byte[] output = new byte[content.length];
    assertThat(own.inflate(output)).isEqualTo(content.length);
    assertThat(output).isEqualTo(content);
    assertThat(own.finished()).isTrue();
    assertThat(own.getRemaining()).isEqualTo(MARGIN);
    assertThat(own.getBytesRead()).isEqualTo(stream.length);
    assertThat(own.getTotalIn()).isEqualTo(stream.length);
    assertThat(own.getBytesWritten()).isEqualTo(content.length);
    assertThat(own.getTotalOut()).isEqualTo(content.length);
    assertThat(own.inflate(output)).isZero();
    zlib.reset();
    zlib.setInput(stream);
    zlib.inflate(output);
    assertThat(own.getAdler()).isEqualTo(zlib.getAdler());
  }

  @Test
  void takesInputInPiecesOfAnySize() throws Exception {
    byte[] content = Samples.concat(Samples.text(12, 70_000), Samples.random(13, 90_000));
    byte[] stream = Inflated.deflate(content, 6, Deflater.DEFAULT_STRATEGY);
    for (int size : new int[] {1, 2, 7, 8, 9, 100, 4096, 65536}) {
      own.reset();
      byte[] output = new byte[content.length];
      int at = 0;
      for (int from = 0; !own.finished(); from += size) {
        assertThat(own.needsInput()).isTrue();
        own.setInput(stream, from, Math.min(size, stream.length - from));
        at += own.inflate(output, at, output.length - at);
      }
      assertThat(output).isEqualTo(content);
      assertThat(own.getBytesRead()).isEqualTo(stream.length);
    }
  }

  @Test
  void givesOutputInPiecesOfAnySizeIntoAnyArrays() {
    for (int seed = 0; seed < 200; seed++) {
      byte[] content = EdgeInputs.of(1000 + seed);
      byte[] stream = Inflated.deflate(content, 1 + seed % 9, seed % 3);
      int longest = 1 << (1 + seed % 17);
      assertThat(Inflated.pieces(own, stream, seed, longest))
          .isEqualTo(new Inflated(End.ENDED, content, 0));
    }
  }

  /** Codes of one bit, so that a byte taken in holds more symbols than there is room for. */
  @Test
  void takesInputBeforeAllOutputIsTaken() throws Exception {
    byte[] content = new byte[3000];
    byte[] stream = Inflated.deflate(content, 6, Deflater.HUFFMAN_ONLY);
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      own.reset();
      int given = 0;
      int taken = 0;
      byte[] output = new byte[content.length];
      while (!own.finished()) {
        if (own.needsInput() && given < stream.length) {
          int more = Math.min(1 + random.nextInt(20), stream.length - given);
          own.setInput(Arrays.copyOfRange(stream, given, given + more));
          given += more;
        }
        int room = Math.min(random.nextInt(9), output.length - taken);
        taken += own.inflate(output, taken, room);
      }
      assertThat(taken).isEqualTo(content.length);
      assertThat(output).isEqualTo(content);
      assertThat(own.getBytesRead()).isEqualTo(stream.length);
    }
  }

  @Test
  void servesStreams() throws Exception {
    byte[] content = Samples.text(1, 3_000_000);
    byte[] stream = Inflated.deflate(content, 6, Deflater.DEFAULT_STRATEGY);
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(stream), Inflated.own())) {
      assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(content, 10));
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 10, content.length));
    }
  }

  @Test
  void takesAndGivesBuffers() throws Exception {
    byte[] content = Samples.text(1, 200_000);
    byte[] stream = Inflated.deflate(content, 6, Deflater.DEFAULT_STRATEGY);
    own.setInput(stream, 0, 1000);
    ByteBuffer output = ByteBuffer.allocate(content.length);
    own.inflate(output);
    own.setInput(ByteBuffer.wrap(stream, 1000, stream.length - 1000));
    while (!own.finished()) {
      own.inflate(output);
    }
    assertThat(output.array()).isEqualTo(content);
    own.reset();
    own.setInput(ByteBuffer.wrap(stream));
    assertThat(own.inflate(output.clear())).isEqualTo(content.length);
    assertThat(output.array()).isEqualTo(content);
  }

  @Test
  void refusesWhatZlibRefuses() {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    for (int seed = 0; seed < 12_000; seed++) {
      byte[] damaged = damaged(new Random(seed));
      Inflated expected = Inflated.whole(zlib, damaged);
      assertThat(Inflated.whole(own, damaged)).as("seed %s", seed).isEqualTo(expected);
      Inflated pieces = Inflated.pieces(own, damaged, seed, 1 << (1 + seed % 12));
      assertThat(pieces.end()).as("seed %s", seed).isEqualTo(expected.end());
      assertThat(pieces.output()).as("seed %s", seed).isEqualTo(expected.output());
      ends.merge(expected.end(), 1, Integer::sum);
    }
    assertThat(ends.get(End.ENDED)).isGreaterThan(500);
    assertThat(ends.get(End.HUNGRY)).isGreaterThan(500);
    assertThat(ends.get(End.MALFORMED)).isGreaterThan(2000);
  }

  /** Damage near the start is in what codes there are; cut and checksum are likely not to be. */
  private static byte[] damaged(Random random) {
    byte[] content = Samples.letters(random.nextInt(50), 2 + random.nextInt(60), 900);
    content = Arrays.copyOf(content, random.nextInt(content.length));
    byte[] stream = Inflated.deflate(content, random.nextInt(10), random.nextInt(3));
    int near = random.nextBoolean() ? Math.min(80, stream.length) : stream.length;
    for (int i = random.nextInt(3); i > 0; i--) {
      stream[random.nextInt(near)] ^= (byte) (1 << random.nextInt(8));
    }
    int length = stream.length;
    return Arrays.copyOf(stream, random.nextInt(4) > 0 ? length : random.nextInt(length + 9));
  }

  /** Codes made up of any bits: those of a single symbol, of none, too many, too few. */
  @Test
  void takesTheCodesThatZlibTakes() {
    int ended = 0;
    int seeds = Boolean.getBoolean("snapshot.long") ? 200_000 : 8_000;
    for (int seed = 0; seed < seeds; seed++) {
      byte[] stream = MadeUpCodes.of(new Random(seed));
      Inflated expected = Inflated.whole(zlib, stream);
      // The checksum is not known to who makes up codes; what is refused is refused before it.
      stream = MadeUpCodes.withChecksum(stream, expected, zlib);
      expected = Inflated.whole(zlib, stream);
      assertThat(Inflated.whole(own, stream)).as("seed %s", seed).isEqualTo(expected);
      ended += expected.end() == End.ENDED ? 1 : 0;
    }
    assertThat(ended).isGreaterThan(seeds / 40);
  }

  @Test
  void goesOnWithTheNextStreamAfterADamagedOne() throws Exception {
    byte[] content = Samples.text(1, 1000);
    byte[] stream = Inflated.deflate(content, 6, Deflater.DEFAULT_STRATEGY);
    byte[] damaged = stream.clone();
    damaged[stream.length - 1]++;
    assertThat(Inflated.whole(own, damaged).end()).isEqualTo(End.MALFORMED);
    assertThat(Inflated.whole(own, stream)).isEqualTo(new Inflated(End.ENDED, content, 0));
    own.reset();
    own.setInput(damaged);
    assertThatThrownBy(() -> own.inflate(new byte[2000]))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void readsAnEmptyStreamWithoutRoom() throws Exception {
    own.setInput(Inflated.deflate(new byte[0], 6, Deflater.DEFAULT_STRATEGY));
    assertThat(own.inflate(new byte[0])).isZero();
    assertThat(own.finished()).isTrue();
  }

  @Test
  void leavesTheFirstToZlib() {
    AtomicLong before = new AtomicLong();
    FastInflater inflater = new FastInflater(before, 2500);
    byte[] content = Samples.text(1, 1000);
    byte[] stream = Inflated.deflate(content, 6, Deflater.DEFAULT_STRATEGY);
    for (int i = 0; i < 5; i++) {
      assertThat(Inflated.whole(inflater, stream)).isEqualTo(new Inflated(End.ENDED, content, 0));
    }
    inflater.reset();
    assertThat(before).hasValue(3000);
    inflater.end();
  }
}
