package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.Test;

/** Blobs come in the order in which they were announced, and not too many are held. */
class ReadAheadTest {
  private static final int MIB = 1 << 20;

  /** Has a blob for each index that an id may hold; it knows their lengths. */
  private static final class Blobs implements ObjectStore {
    final int[] lengths;

    Blobs(int... lengths) {
      this.lengths = lengths;
    }

    static Oid id(int index) {
      return Oid.fromHex(String.format("%040x", index));
    }

    byte[] bytes(Oid id) {
      int index = Integer.parseInt(id.hex().substring(32), 16);
      byte[] bytes = new byte[lengths[index]];
      Arrays.fill(bytes, (byte) index);
      return bytes;
    }

    @Override
    public Reader newReader() {
      return new Reader(this);
    }

    @Override
    public String origin() {
      return "memory";
    }

    @Override
    public void close() {}
  }

  /** Counts the blobs that are asked for one by one; one of length 13 is damaged. */
  private static final class Reader implements ObjectReader {
    final List<Oid> direct = new ArrayList<>();
    private final Blobs blobs;

    Reader(Blobs blobs) {
      this.blobs = blobs;
    }

    @Override
    public byte[] read(Oid id, ObjectType type, int limit) {
      throw new AssertionError("only blobs are read ahead, not " + id);
    }

    @Override
    public boolean has(Oid id) {
      return true;
    }

    @Override
    public ObjectType typeOf(Oid id) {
      return ObjectType.BLOB;
    }

    @Override
    public Content blob(Oid id) {
      direct.add(id);
      byte[] bytes = blobs.bytes(id);
      return new Content() {
        @Override
        public long size() {
          return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
          out.write(bytes);
        }
      };
    }

    @Override
    public byte[] readShortBlob(Oid id) throws IOException {
      byte[] bytes = blobs.bytes(id);
      if (bytes.length == 13) {
        throw new CorruptObjectException("object " + id + " is damaged", null);
      }
      return bytes;
    }

    @Override
    public void close() {}
  }

  private static byte[] next(ReadAhead ahead, Reader direct) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ahead.next(direct).writeTo(out);
    return out.toByteArray();
  }

  /** Announces all blobs, then takes them; returns those that were read one by one. */
  private static List<Oid> readDirectly(Blobs blobs, int threads) throws IOException {
    Reader direct = blobs.newReader();
    try (ReadAhead ahead = new ReadAhead(blobs, threads)) {
      for (int i = 0; i < blobs.lengths.length; i++) {
        ahead.expect(Blobs.id(i));
      }
      for (int i = 0; i < blobs.lengths.length; i++) {
        assertThat(next(ahead, direct)).isEqualTo(blobs.bytes(Blobs.id(i)));
      }
    }
    return direct.direct;
  }

  private static List<Oid> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(Blobs::id).toList();
  }

  @Test
  void blobsOfAllLengthsComeInTheirOrder() throws IOException {
    Random random = new Random(1);
    Blobs blobs =
        new Blobs(
            random
                .ints(1000, 0, 100)
                .map(n -> n == 0 ? 3 * MIB : n == 13 ? 12 : 100 * n)
                .toArray());
    Reader direct = blobs.newReader();
    try (ReadAhead ahead = new ReadAhead(blobs, 3)) {
      int announced = 0;
      for (int i = 0; i < blobs.lengths.length; i++) {
        while (announced < blobs.lengths.length && ahead.hasRoom()) {
          ahead.expect(Blobs.id(announced++));
        }
        assertThat(next(ahead, direct)).as("blob %s", i).isEqualTo(blobs.bytes(Blobs.id(i)));
      }
    }
  }

  @Test
  void whatThereIsNoRoomForIsReadWhenItIsAskedFor() throws IOException {
    int[] lengths = new int[16];
    Arrays.fill(lengths, MIB);
    // Six are held, and nobody took one while they were read.
    assertThat(readDirectly(new Blobs(lengths), 2)).containsExactlyElementsOf(ids(6, 16));
  }

  @Test
  void aThreadWithoutRoomWaitsForIt() throws IOException {
    int[] lengths = new int[32];
    Arrays.fill(lengths, MIB);
    // Of the second batch six, as many as may be held: none was given up for those of the first.
    assertThat(readDirectly(new Blobs(lengths), 2))
        .filteredOn(id -> id.compareTo(Blobs.id(16)) >= 0)
        .hasSize(16 - 6);
  }

  @Test
  void aSingleThreadIsNotStartedForFew() throws IOException {
    assertThat(readDirectly(new Blobs(new int[100]), 1)).containsExactlyElementsOf(ids(0, 64));
  }

  @Test
  void whatWasTakenMakesRoom() throws IOException {
    int[] lengths = new int[160];
    Arrays.fill(lengths, MIB / 4);
    Blobs blobs = new Blobs(lengths);
    Reader direct = blobs.newReader();
    try (ReadAhead ahead = new ReadAhead(blobs, 2)) {
      for (int batch = 0; batch < 10; batch++) {
        for (int i = 0; i < 16; i++) {
          ahead.expect(Blobs.id(16 * batch + i));
        }
        for (int i = 0; i < 16; i++) {
          assertThat(next(ahead, direct)).isEqualTo(blobs.bytes(Blobs.id(16 * batch + i)));
        }
      }
    }
    assertThat(direct.direct).isEmpty();
  }

  @Test
  void aDamagedBlobFailsInItsTurn() throws IOException {
    Blobs blobs = new Blobs(1, 13, 3);
    Reader direct = blobs.newReader();
    try (ReadAhead ahead = new ReadAhead(blobs, 2)) {
      for (int i = 0; i < 3; i++) {
        ahead.expect(Blobs.id(i));
      }
      assertThat(next(ahead, direct)).hasSize(1);
      assertThatThrownBy(() -> next(ahead, direct)).isInstanceOf(CorruptObjectException.class);
      assertThat(next(ahead, direct)).hasSize(3);
    }
  }
}
