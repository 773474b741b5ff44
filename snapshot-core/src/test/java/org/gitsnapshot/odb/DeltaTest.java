package org.gitsnapshot.odb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.eclipse.jgit.internal.storage.pack.DeltaEncoder;
import org.junit.jupiter.api.Test;

/** Differences against what JGit makes of them. */
class DeltaTest {
  private final Delta delta = new Delta();

  private byte[] apply(byte[] base, byte[] difference) throws UnreadableException {
    byte[] room = Arrays.copyOf(difference, difference.length + 3);
    delta.read(room, difference.length);
    byte[] shifted = new byte[base.length + 5];
    System.arraycopy(base, 0, shifted, 5, base.length);
    byte[] result = new byte[delta.length()];
    delta.apply(shifted, 5, base.length, result);
    return result;
  }

  @Test
  void makesWhatJGitMakes() throws Exception {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      byte[] base = new byte[1 + random.nextInt(round % 10 == 0 ? 200_000 : 3000)];
      random.nextBytes(base);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int length = 0;
      ByteArrayOutputStream steps = new ByteArrayOutputStream();
      DeltaEncoder into = new DeltaEncoder(steps, base.length, 1);
      int head = steps.size();
      for (int step = random.nextInt(8); step >= 0; step--) {
        if (random.nextBoolean()) {
          int from = random.nextInt(base.length);
          int count = 1 + random.nextInt(base.length - from);
          into.copy(from, count);
          length += count;
        } else {
          byte[] text = new byte[1 + random.nextInt(300)];
          random.nextBytes(text);
          into.insert(text);
          length += text.length;
        }
      }
      DeltaEncoder ignored = new DeltaEncoder(bytes, base.length, length);
      bytes.write(steps.toByteArray(), head, steps.size() - head);
      byte[] difference = bytes.toByteArray();
      byte[] expected = BinaryDelta.apply(base, difference);
      assertThat(apply(base, difference)).isEqualTo(expected).hasSize(length);
      assertThat(ignored).isNotNull();
      survives(base, difference, random);
    }
  }

  /** Whatever is changed, it is refused or something comes out. */
  private void survives(byte[] base, byte[] difference, Random random) {
    for (int i = 0; i < 50; i++) {
      byte[] changed = Arrays.copyOf(difference, 1 + random.nextInt(difference.length));
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      try {
        apply(base, changed);
      } catch (UnreadableException refused) {
        assertThat(refused).hasMessageMatching("[a-z ]+");
      }
    }
  }

  @Test
  void copiesSixtyFourKilobytesForNoLength() throws Exception {
    byte[] base = new byte[70_000];
    new Random(2).nextBytes(base);
    byte[] difference = {
      (byte) 0xf0, (byte) 0xa2, 0x04, (byte) 0x80, (byte) 0x80, 0x04, (byte) 0x80
    };
    assertThat(apply(base, difference)).isEqualTo(Arrays.copyOf(base, 0x10000));
  }

  @Test
  void refusesWhatCannotBe() {
    byte[] base = {1, 2, 3};
    for (byte[] difference :
        new byte[][] {
          {},
          {3},
          {2, 1, 1, 7},
          {3, 1},
          {3, 1, 0},
          {3, 2, 1, 7},
          {3, 1, 2, 7, 7},
          {3, 1, 2, 7},
          {3, 3, (byte) 0x91, 1, 3},
          {3, 2, (byte) 0x90, 3},
          {3, 4, (byte) 0x90, 4},
          {3, 1, (byte) 0x91},
          {3, 1, (byte) 0x98, (byte) 0x80, 1},
          {3, -1, -1, -1, -1, 127},
          {3, -1, -1, -1, -1, -1, -1, 1},
        }) {
      assertThatThrownBy(() -> apply(base, difference))
          .as(Arrays.toString(difference))
          .isInstanceOf(UnreadableException.class);
    }
  }
}
