package org.gitsnapshot.odb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are found however they are spread; real indexes are in {@link ObjectFilesTest}. */
class PackIndexTest {
  private final Path file;
  private final ByteBuffer room = ByteBuffer.allocate(PackIndex.ROOM);

  PackIndexTest(@TempDir Path temp) {
    this.file = temp.resolve("pack.idx");
  }

  private static SortedSet<byte[]> ids(int count, int prefix) {
    SortedSet<byte[]> ids = new TreeSet<>(Arrays::compareUnsigned);
    Random random = new Random(count * 31L + prefix);
    while (ids.size() < count) {
      byte[] id = new byte[PackIndex.ID];
      random.nextBytes(id);
      Arrays.fill(id, 0, prefix, (byte) 0x7f);
      ids.add(id);
    }
    return ids;
  }

  private void write(SortedSet<byte[]> ids) throws Exception {
    ByteBuffer out = ByteBuffer.allocate(8 + 1024 + ids.size() * 28 + 40);
    out.putInt(0xff744f63).putInt(2);
    for (int first = 0; first < 256; first++) {
      int upTo = first;
      out.putInt((int) ids.stream().filter(id -> (id[0] & 0xff) <= upTo).count());
    }
    ids.forEach(out::put);
    out.position(out.position() + 4 * ids.size());
    for (int i = 0; i < ids.size(); i++) {
      out.putInt(12 + i);
    }
    Files.write(file, out.array());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 17})
  void findsAllAndNoOthers(int prefix) throws Exception {
    for (int count : new int[] {0, 1, 2, 199, 200, 201, 5000}) {
      SortedSet<byte[]> ids = ids(prefix == 17 ? Math.min(count, 201) : count, prefix);
      write(ids);
      try (PackIndex index = PackIndex.open(file)) {
        int place = 0;
        for (byte[] id : ids) {
          assertThat(index.find(id, room)).isEqualTo(12 + place++);
          for (int at : new int[] {0, 1, 3, 19}) {
            byte[] other = id.clone();
            other[at]++;
            assertThat(index.find(other, room) >= 0).isEqualTo(ids.contains(other));
          }
        }
        for (int edge : new int[] {0x00, 0x7e, 0x7f, 0x80, 0xff}) {
          byte[] id = new byte[PackIndex.ID];
          Arrays.fill(id, (byte) edge);
          assertThat(index.find(id, room)).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void refusesWhatIsNoIndex() throws Exception {
    write(ids(10, 0));
    byte[] good = Files.readAllBytes(file);
    byte[] other = good.clone();
    other[7] = 3;
    Files.write(file, other);
    assertThatThrownBy(() -> PackIndex.open(file)).isInstanceOf(UnreadableException.class);
    other = good.clone();
    other[8 + 4 * 200] = 1;
    Files.write(file, other);
    assertThatThrownBy(() -> PackIndex.open(file)).hasMessageContaining("counts");
    Files.write(file, Arrays.copyOf(good, 1000));
    assertThatThrownBy(() -> PackIndex.open(file)).hasMessageContaining("cut off");
  }
}
