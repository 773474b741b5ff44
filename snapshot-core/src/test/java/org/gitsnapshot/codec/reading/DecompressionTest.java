package org.gitsnapshot.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("one-jvm")
class DecompressionTest {
  private static final byte[] ONE = Samples.text(1, 120_000);
  private static final byte[] TWO = Samples.text(2, 3_000);
  private static final Tool TOOL = new Tool(Path.of("/"));

  /** Has no idea how many bytes are to come, as a socket has none, and gives few at a time. */
  private static final class Trickle extends ByteArrayInputStream {
    boolean closed;

    Trickle(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
      return super.read(buffer, offset, Math.min(length, 1000));
    }

    @Override
    public synchronized int available() {
      return 0;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "gzip -1",
        "gzip -9",
        "xz",
        "xz -0",
        "xz -9",
        "xz -T2 --block-size=50000",
        "xz --check=none",
        "xz --check=sha256",
        "bzip2",
        "bzip2 -1"
      })
  void whatTheToolWroteIsReadWhole(String command) throws IOException {
    byte[] packed = pack(command, ONE);
    assertThat(unpack(packed)).isEqualTo(ONE);
    assertThat(unpack(pack(command, new byte[0]))).isEmpty();
  }

  /** Gzip takes an extra field for so many bytes, whether or not they are subfields. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 65535})
  void anExtraFieldHoldsAnyBytes(int length) throws IOException {
    byte[] plain = pack("gzip -n", ONE);
    byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
    byte[] head = Arrays.copyOf(plain, 10);
    head[3] = 4 | 8;
    byte[] extra = Samples.text(3, length);
    byte[] size = {(byte) length, (byte) (length >> 8)};
    byte[] name = {'n', 0};
    byte[] packed = Samples.concat(head, size, extra, name, body);
    assertThat(TOOL.run(packed, "gzip", "-dc")).isEqualTo(ONE);
    assertThat(unpack(packed)).isEqualTo(ONE);
    assertThat(unpack(Samples.concat(packed, plain, packed)))
        .isEqualTo(Samples.concat(ONE, ONE, ONE));
    for (int cut : new int[] {10, 11, 11 + length, 12 + length}) {
      byte[] beginning = Arrays.copyOf(packed, cut);
      assertThatThrownBy(() -> unpack(beginning)).isInstanceOf(CorruptObjectException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2"})
  void allMembersAreRead(String command) throws IOException {
    byte[] packed =
        Samples.concat(
            pack(command, ONE), pack(command, new byte[0]), pack(command, TWO), pack(command, TWO));
    assertThat(unpack(packed)).isEqualTo(Samples.concat(ONE, TWO, TWO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2"})
  void bytesBehindTheEndAreToldWithWhereTheyBegin(String command) {
    byte[] packed = Samples.concat(pack(command, ONE), pack(command, TWO));
    for (String rest : List.of("x", "\0x", "\0\0\0\0\0", "\0\0\0\0rest", "rest".repeat(90_000))) {
      byte[] more = Samples.concat(packed, rest.getBytes(StandardCharsets.ISO_8859_1));
      if (command.equals("gzip") && rest.chars().allMatch(c -> c == 0)) {
        continue;
      }
      assertThatThrownBy(() -> unpack(more))
          .isInstanceOf(CorruptObjectException.class)
          .hasMessage(
              "its "
                  + command
                  + " data ends after "
                  + packed.length
                  + " bytes, and other bytes follow");
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip, 1", "gzip, 1000", "gzip, 300000", "xz, 4", "xz, 1000", "xz, 300000"})
  void zerosThatTheToolPassesOverArePassedOver(String command, int zeros) throws IOException {
    byte[] packed = Samples.concat(pack(command, ONE), new byte[zeros]);
    assertThat(TOOL.run(packed, command, "-dc")).isEqualTo(ONE);
    assertThat(unpack(packed)).isEqualTo(ONE);
  }

  @Test
  void zerosBetweenMembersAreOfXzAlone() throws IOException {
    byte[] zeros = new byte[8];
    byte[] xz = Samples.concat(pack("xz", ONE), zeros, pack("xz", TWO));
    assertThat(unpack(xz)).isEqualTo(Samples.concat(ONE, TWO));
    assertThat(reads(Samples.concat(pack("gzip", ONE), zeros, pack("gzip", TWO)))).isFalse();
    assertThat(reads(Samples.concat(pack("bzip2", ONE), zeros))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2"})
  void truncatedInputThrowsWhereverItIsCut(String command) throws IOException {
    byte[] packed = pack(command, TWO);
    byte[] twice = Samples.concat(packed, packed);
    List<Integer> silent = new ArrayList<>();
    for (int end = 6; end < twice.length; end += end > 100 && end < packed.length - 40 ? 311 : 2) {
      if (end != packed.length && reads(Arrays.copyOf(twice, end))) {
        silent.add(end);
      }
    }
    assertThat(silent).as("of %d and %d bytes", packed.length, twice.length).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2"})
  void damagedInputThrows(String command) throws IOException {
    byte[] packed = pack(command, TWO);
    List<Integer> silent = new ArrayList<>();
    // Behind gzip's header, whose time and system may be anything.
    for (int at = 10; at < packed.length; at += 41) {
      byte[] damaged = packed.clone();
      damaged[at] ^= 0x10;
      if (reads(damaged)) {
        silent.add(at);
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void anythingElseIsReadAsItIs() throws IOException {
    for (String text : List.of("", "a", "\u001f", "BZ", "\u00fd7zX", "plain text, no tar even")) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(unpack(bytes)).isEqualTo(bytes);
    }
    assertThat(unpack(ONE)).isEqualTo(ONE);
  }

  @Test
  void closingClosesTheStreamBelow() throws IOException {
    for (String command : List.of("gzip", "xz", "bzip2", "cat")) {
      Trickle below = new Trickle(pack(command, TWO));
      Decompression.open(below).close();
      assertThat(below.closed).as(command).isTrue();
    }
  }

  @Test
  void aBeginningThatIsDamagedClosesTheStreamBelow() {
    for (byte[] bad :
        List.of(
            new byte[] {0x1f, (byte) 0x8b, 1, 0, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 9, 9, 9, 9, 9, 9},
            new byte[] {'B', 'Z', 'h', 'x', 0, 0, 0, 0})) {
      Trickle below = new Trickle(bad);
      assertThatThrownBy(
              () -> {
                try (InputStream in = Decompression.open(below)) {
                  in.readAllBytes();
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(below.closed).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2", "cat"})
  void aDiskThatFailsIsNotTakenForADamagedFile(String command) {
    byte[] packed = pack(command, ONE);
    InputStream fails =
        new FilterInputStream(new ByteArrayInputStream(packed, 0, packed.length / 2)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            if (n < 0) {
              throw new IOException("Input/output error");
            }
            return n;
          }
        };

    assertThatThrownBy(() -> Decompression.open(fails).readAllBytes())
        .isInstanceOf(UnavailableException.class)
        .hasMessageMatching("it cannot be read any further at byte \\d+: Input/output error");
  }

  @Test
  void whatIsNotSupportedIsNotTakenForDamage() {
    byte[] packed = pack("xz", TWO);
    // The check with the id 2, which nobody has defined: specification 1.2.1, section 2.1.1.2.
    packed[7] = 2;
    CRC32 crc = new CRC32();
    crc.update(packed, 6, 2);
    for (int i = 0; i < Integer.BYTES; i++) {
      packed[8 + i] = (byte) (crc.getValue() >>> (Byte.SIZE * i));
    }

    assertThatThrownBy(() -> unpack(packed))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("Check ID 2");
  }

  private static byte[] pack(String command, byte[] input) {
    return TOOL.run(input, command.split(" ", -1));
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (InputStream in = Decompression.open(new Trickle(packed))) {
      return in.readAllBytes();
    }
  }

  private static boolean reads(byte[] packed) {
    try {
      byte[] unused = unpack(packed);
      return true;
    } catch (IOException expected) {
      return false;
    }
  }
}
