package org.gitsnapshot.odb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("one-jvm")
class BaseCacheTest {
  private static final int LONGEST = BaseCache.MOST / 2;

  private final PackFile pack = new PackFile(new File("p.pack"));
  private final Room room = new Room(5L * BaseCache.MOST);
  private final BaseCache cache = new BaseCache(room);

  private BaseCache.Place place(long offset) {
    return new BaseCache.Place(pack, offset);
  }

  private void put(long offset, int length) {
    int start = cache.makeRoom(length);
    Arrays.fill(cache.bytes(), start, start + length, (byte) offset);
    assertThat(cache.keep(place(offset), 3, length).start()).isEqualTo(start);
  }

  @Test
  void keepsTheLatestUpToItsRoom() {
    Random random = new Random(1);
    int[] lengths = new int[3000];
    for (int offset = 0; offset < lengths.length; offset++) {
      int length = random.nextInt(offset % 50 == 0 ? LONGEST + 1 : 30_000);
      put(offset, length);
      lengths[offset] = length;
      int newest = 0;
      for (int back = offset; back >= 0 && back > offset - 40; back--) {
        BaseCache.Kept kept = cache.get(place(back));
        if (kept == null) {
          continue;
        }
        newest++;
        assertThat(kept.length()).isEqualTo(lengths[back]);
        for (int i = kept.start(); i < kept.end(); i++) {
          if (cache.bytes()[i] != (byte) back) {
            throw new AssertionError("object " + back + " of " + offset + " was overwritten");
          }
        }
      }
      assertThat(newest).isPositive();
    }
    assertThat(cache.bytes()).hasSize(BaseCache.MOST);
  }

  @Test
  void isAsLargeAsItMustBe() {
    put(1, 1);
    put(2, 1000);
    assertThat(cache.bytes()).hasSizeLessThan(1 << 20);
    put(3, LONGEST);
    put(4, 10);
    assertThat(cache.get(place(2))).isNotNull();
    assertThat(cache.get(place(1))).isNotNull();
    put(5, LONGEST);
    assertThat(cache.get(place(2))).as("the oldest").isNull();
    assertThat(cache.get(place(5))).isNotNull();
    assertThat(cache.get(place(6))).isNull();
    assertThat(cache.makeRoom(LONGEST + 1)).isEqualTo(-1);
    cache.close();
    assertThat(cache.get(place(5))).isNull();
    assertThat(cache.bytes()).isEmpty();
  }

  @Test
  void takesNoMoreThanThereIsForAll() {
    List<BaseCache> many = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < 100; i++) {
      BaseCache one = new BaseCache(room);
      many.add(one);
      if (one.makeRoom(LONGEST) == -1) {
        assertThat(one.bytes()).isEmpty();
      }
      total += one.bytes().length;
    }
    assertThat(total).isEqualTo(5L * BaseCache.MOST);
    many.forEach(BaseCache::close);
    put(1, LONGEST);
    assertThat(cache.get(place(1))).isNotNull();
  }
}
