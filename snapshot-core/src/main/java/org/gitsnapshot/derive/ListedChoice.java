package org.gitsnapshot.derive;

import java.util.List;
import org.gitsnapshot.clean.CleanTar;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.RemovedEntry;
import org.gitsnapshot.tarread.TarMember;
import org.jspecify.annotations.Nullable;

/** Removes the entries of a list, which is in the tar's order, by where they begin. */
final class ListedChoice implements CleanTar.Choice {
  private final List<RemovedEntry> list;
  private int next;

  ListedChoice(List<RemovedEntry> list) {
    this.list = list;
  }

  @Override
  public @Nullable ByteString removes(TarMember member, byte[] head) {
    while (next < list.size() && list.get(next).offset() < member.offset()) {
      next++;
    }
    boolean listed = next < list.size() && list.get(next).offset() == member.offset();
    return listed ? list.get(next).rule().orElse(ByteString.EMPTY) : null;
  }
}
