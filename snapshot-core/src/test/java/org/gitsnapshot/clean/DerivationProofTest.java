package org.gitsnapshot.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.clean.DerivationProof.Outcome;
import org.gitsnapshot.clean.DerivationProof.Proved;
import org.gitsnapshot.clean.DerivationProof.Refused;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.RemovedEntry;
import org.gitsnapshot.tarread.HeaderField;
import org.gitsnapshot.tarread.TarExtension;
import org.gitsnapshot.tarread.TarMember;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random tars, random deletions, and every kind of forgery. */
class DerivationProofTest {
  private static final int ROUNDS = Boolean.getBoolean("snapshot.long") ? 3000 : 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatWasDerivedIsProvedAndNothingElseIs(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] original = RandomTars.make(random);
      List<TarMember> members = RandomTars.members(original);
      Set<Long> gone = new HashSet<>();
      members.forEach(
          member -> {
            if (random.nextInt(3) == 0) {
              gone.add(member.offset());
            }
          });
      CleanTar.Choice choice = choice(gone);
      byte[] derived = derive(original, choice);
      assertThat(derived).isEqualTo(cut(original, members, gone));
      assertThat(removed(prove(choice, original, derived))).isEqualTo(gone);
      if (headersAreDistinct(original, members)) {
        assertThat(removed(find(original, derived))).isEqualTo(gone);
      }
      forge(random, original, derived, choice);
    }
  }

  /** One byte is another, one is missing, one more is there: refused, at that byte. */
  private void forge(Random random, byte[] original, byte[] derived, CleanTar.Choice choice)
      throws IOException {
    for (int i = 0; i < 20 && derived.length > 0; i++) {
      int at = random.nextInt(derived.length);
      byte[] changed = derived.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Outcome outcome = prove(choice, original, changed);
      assertThat(outcome).isInstanceOf(Refused.class);
      Refused refused = (Refused) outcome;
      // Of an entry that stands there by mistake the beginning is told.
      assertThat(refused.offset()).isBetween((long) at - 512 * 6, (long) at);
      assertThat(find(original, changed)).isInstanceOf(Refused.class);
    }
    int cut = random.nextInt(derived.length + 1);
    byte[] shorter = Arrays.copyOf(derived, cut);
    if (cut < derived.length) {
      assertThat(prove(choice, original, shorter)).isInstanceOf(Refused.class);
    }
    byte[] longer = Arrays.copyOf(derived, derived.length + 1 + random.nextInt(600));
    assertThat(prove(choice, original, longer)).isInstanceOf(Refused.class);
    assertThat(find(original, longer)).isInstanceOf(Refused.class);
  }

  @Test
  void entriesThatAreMovedOrComeAgainAreRefused() throws IOException {
    Random random = new Random(7);
    int tried = 0;
    while (tried < 100) {
      byte[] original = RandomTars.make(random);
      List<TarMember> members = RandomTars.members(original);
      if (members.size() < 3 || !headersAreDistinct(original, members)) {
        continue;
      }
      tried++;
      int last = (int) end(members.get(members.size() - 1));
      int middle = (int) end(members.get(0));
      byte[] again = join(original, 0, last, original, (int) members.get(0).offset(), middle, last);
      assertThat(find(original, again)).as("again").isInstanceOf(Refused.class);
      byte[] moved =
          join(original, middle, last, original, (int) members.get(0).offset(), middle, last);
      assertThat(find(original, moved)).as("moved").isInstanceOf(Refused.class);
    }
  }

  @Test
  void aPathHasALimit() {
    byte[] tar = RandomTars.make(new Random(3));
    assertThatThrownBy(
            () ->
                CleanTar.run(
                    new ByteArrayInputStream(tar),
                    new ByteArrayOutputStream(),
                    choice(Set.of()),
                    Limits.DEFAULT.with(Limit.PATH_BYTES, 2)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageMatching("entry 1 of the tar, at byte \\d+, has a path of \\d+ bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void mangledOriginalsAreDeclaredFaults(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      byte[] original = RandomTars.make(random);
      byte[] derived = original.clone();
      if (original.length > 0) {
        original[random.nextInt(original.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(find(original, derived)).isNotNull();
      } catch (SnapshotException declared) {
        assertThat(declared.getMessage()).isNotEmpty();
      }
    }
  }

  private static byte[] join(byte[] a, int fromA, int toA, byte[] b, int fromB, int toB, int end) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(a, fromA, toA - fromA);
    joined.write(b, fromB, toB - fromB);
    joined.write(a, end, a.length - end);
    return joined.toByteArray();
  }

  private static CleanTar.Choice choice(Set<Long> gone) {
    return (member, head) -> gone.contains(member.offset()) ? ByteString.utf8("x") : null;
  }

  private static byte[] derive(byte[] original, CleanTar.Choice choice) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CleanTar.run(new ByteArrayInputStream(original), out, choice, Limits.DEFAULT);
    return out.toByteArray();
  }

  /** The same by offsets alone. */
  private static byte[] cut(byte[] original, List<TarMember> members, Set<Long> gone) {
    boolean[] drop = new boolean[original.length];
    for (TarMember member : members) {
      if (gone.contains(member.offset())) {
        for (TarExtension each : member.extensions()) {
          long size = each.header().number(HeaderField.SIZE).orElseThrow();
          Arrays.fill(
              drop,
              (int) each.offset(),
              (int) (each.offset() + 512 + (size + 511) / 512 * 512),
              true);
        }
        Arrays.fill(drop, (int) member.headerOffset(), (int) end(member), true);
      }
    }
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    for (int i = 0; i < original.length; i++) {
      if (!drop[i]) {
        left.write(original[i]);
      }
    }
    return left.toByteArray();
  }

  private static long end(TarMember member) {
    return member.contentOffset() + (member.stored() + 511) / 512 * 512;
  }

  /** Entries with the same headers are paired in order, whatever is in them. */
  private static boolean headersAreDistinct(byte[] tar, List<TarMember> members) {
    Set<ByteString> heads = new HashSet<>();
    return members.stream()
        .allMatch(
            member ->
                heads.add(
                    ByteString.of(tar, (int) member.headerOffset(), (int) member.contentOffset())));
  }

  private static Set<Long> removed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Proved.class);
    Set<Long> offsets = new HashSet<>();
    for (RemovedEntry entry : ((Proved) outcome).result().removed()) {
      offsets.add(entry.offset());
    }
    return offsets;
  }

  private static Outcome prove(CleanTar.Choice choice, byte[] original, byte[] derived)
      throws IOException {
    return DerivationProof.with(
        choice,
        new ByteArrayInputStream(original),
        new ByteArrayInputStream(derived),
        Limits.DEFAULT);
  }

  private static Outcome find(byte[] original, byte[] derived) throws IOException {
    return DerivationProof.finding(
        new ByteArrayInputStream(original), new ByteArrayInputStream(derived), Limits.DEFAULT);
  }
}
