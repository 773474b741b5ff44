package org.gitsnapshot.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.manifest.Blocks;
import org.gitsnapshot.report.MirrorFault;

/**
 * Gets one file of one size from mirrors of which some may lie. Used once.
 *
 * <p>Each step ends with the digest of the whole; what a block list or a division suggests is never
 * more than a suggestion. As long as one mirror is honest and answers, the file is got.
 */
final class FileFetch {
  private final RangeReader reader;
  private final ExecutorService threads;
  private final List<Mirror> mirrors;
  private final int crossCheck;
  private final Wanted wanted;
  private final long size;
  private final Path target;
  private final List<Contribution> sent = new CopyOnWriteArrayList<>();
  private final Map<Mirror, MirrorFault> faults;

  /** Mirrors that give nothing more of this file. */
  private final Set<Mirror> out = ConcurrentHashMap.newKeySet();

  /** Mirrors whose file is of another size: what it has may be right, and is taken last. */
  private final Set<Mirror> odd = ConcurrentHashMap.newKeySet();

  FileFetch(
      RangeReader reader,
      ExecutorService threads,
      List<Mirror> mirrors,
      int crossCheck,
      Wanted wanted,
      long size,
      Path target,
      Map<Mirror, MirrorFault> faults) {
    this.reader = reader;
    this.threads = threads;
    this.mirrors = mirrors;
    this.crossCheck = crossCheck;
    this.wanted = wanted;
    this.size = size;
    this.target = target;
    this.faults = faults;
  }

  /**
   * Gets the file; it has its name afterwards, and the digest.
   *
   * @param waiting runs before another fetch of it is waited for
   * @throws UnavailableException if no mirror gives the rest, or all that they give is wrong
   * @throws IOException if it cannot be written
   */
  void run(Runnable waiting) throws IOException {
    AtomicBoolean waited = new AtomicBoolean();
    Runnable told =
        () -> {
          waited.set(true);
          waiting.run();
        };
    try (PartFile part = PartFile.open(target, size, wanted.sha256(), told)) {
      if (waited.get() && FetchFiles.isThere(target, wanted)) {
        part.discard();
        return;
      }
      if (divided(part) || alone(part)) {
        accuse(part);
        part.publish();
        return;
      }
      boolean wrong = !sent.isEmpty() && part.missing(0, size).isEmpty();
      if (wrong) {
        // All of it came and is wrong: nothing for another run to build on.
        part.discard();
      }
      String nobody = sent.isEmpty() ? "no mirror gives " : "no mirror gives all of ";
      throw new UnavailableException(
          wrong
              ? "what the mirrors give as " + wanted.name() + " has not the digest"
              : nobody + wanted.name(),
          "the digest is " + wanted.sha256());
    }
  }

  /** Takes a part from each of several mirrors, and finds out where it went wrong if it did. */
  private boolean divided(PartFile part) throws IOException {
    boolean resumed = part.hasAny();
    int count = (int) Math.max(1, Math.min(Math.min(crossCheck, usable().size()), size));
    if (!fill(part, count, List.of())) {
      return false;
    }
    if (right(part)) {
      return true;
    }
    if (resumed) {
      // Nobody can be held to what an earlier run left.
      part.clear();
      if (!fill(part, count, List.of())) {
        return false;
      }
      if (right(part)) {
        return true;
      }
    }
    return repaired(part, count) || dividedAnew(part, count);
  }

  private List<Mirror> usable() {
    return mirrors.stream().filter(mirror -> mirror.usable() && !out.contains(mirror)).toList();
  }

  private boolean right(PartFile part) throws IOException {
    return part.digest(0, size).equals(wanted.sha256());
  }

  private long start(int piece, int count) {
    // In this order there is no overflow: a count is small.
    return size / count * piece + size % count * piece / count;
  }

  /**
   * Fills what is missing, each piece from a mirror of its own as long as that gives it, then from
   * the next.
   *
   * @param before what was sent of the file before; who sent it comes last for that piece
   * @return whether all is there
   */
  private boolean fill(PartFile part, int count, List<Contribution> before) throws IOException {
    List<Callable<Boolean>> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = start(i, count);
      long to = start(i + 1, count);
      List<Mirror> order = new ArrayList<>(usable());
      Collections.rotate(order, -i);
      order.sort(
          Comparator.comparing(
              mirror ->
                  before.stream().anyMatch(c -> c.mirror() == mirror && c.overlaps(from, to))));
      pieces.add(() -> piece(part, from, to, order, !before.isEmpty()));
    }
    boolean all = true;
    for (Future<Boolean> piece : submit(pieces)) {
      all &= Waiting.on(piece);
    }
    return all;
  }

  private List<Future<Boolean>> submit(List<Callable<Boolean>> pieces)
      throws InterruptedIOException {
    try {
      return threads.invokeAll(pieces);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching " + wanted.name());
    }
  }

  private boolean piece(PartFile part, long from, long to, List<Mirror> order, boolean lenient)
      throws IOException {
    for (boolean takeOdd : lenient ? new boolean[] {true} : new boolean[] {false, true}) {
      for (Mirror mirror : order) {
        List<long[]> gaps = part.missing(from, to);
        if (gaps.isEmpty()) {
          return true;
        }
        if (mirror.usable() && !out.contains(mirror) && (takeOdd || !odd.contains(mirror))) {
          boolean unused = read(mirror, gaps, part, takeOdd);
        }
      }
    }
    return part.missing(from, to).isEmpty();
  }

  /**
   * Takes ranges from a mirror.
   *
   * @param lenient whether to take what there is of a file of another size
   */
  private boolean read(Mirror mirror, List<long[]> gaps, PartFile part, boolean lenient)
      throws IOException {
    try {
      for (long[] gap : gaps) {
        reader.read(
            mirror,
            new RangeReader.Asked(wanted.name(), size, gap[0], gap[1], lenient),
            part,
            sent::add);
      }
      return true;
    } catch (MirrorFailure failure) {
      // One that gives no parts is asked for the whole, and then told by what it says to that.
      faults.merge(
          mirror,
          failure.fault(),
          (first, next) -> first.kind() == MirrorFault.Kind.NO_RANGES ? next : first);
      if (failure.fault().kind() == MirrorFault.Kind.OTHER_FILE) {
        odd.add(mirror);
      } else {
        out.add(mirror);
      }
      return false;
    }
  }

  /** Replaces the blocks that a list says are wrong by those of mirrors that did not send them. */
  private boolean repaired(PartFile part, int count) throws IOException {
    for (Blocks list : wanted.blocks()) {
      if (list.countFor(size) != list.sha256().size()) {
        continue;
      }
      boolean changed = false;
      try (PartFile other = part.second(wanted.sha256())) {
        for (int i = 0; i < list.sha256().size(); i++) {
          long from = (long) i * list.size();
          long to = Math.min(size, from + list.size());
          Digest promised = list.sha256().get(i);
          if (!part.digest(from, to).equals(promised) && replacement(other, from, to, promised)) {
            part.exchange(other, from, to);
            changed = true;
          }
        }
      }
      if (changed && right(part)) {
        return true;
      }
      if (changed) {
        // The list was wrong, or of another file. The next step needs to know who sent what.
        part.clear();
        if (!fill(part, count, List.of())) {
          return false;
        }
      }
    }
    return false;
  }

  private boolean replacement(PartFile other, long from, long to, Digest promised)
      throws IOException {
    Set<Mirror> suppliers = ConcurrentHashMap.newKeySet();
    for (Contribution each : sent) {
      if (each.overlaps(from, to)) {
        suppliers.add(each.mirror());
      }
    }
    for (Mirror mirror : usable()) {
      if (!suppliers.contains(mirror)
          && read(mirror, other.missing(from, to), other, true)
          && other.digest(from, to).equals(promised)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Gets every piece a second time, from a mirror that did not send it, and supposes of each mirror
   * in turn that it alone lied.
   */
  private boolean dividedAnew(PartFile part, int count) throws IOException {
    if (usable().size() < 2) {
      return false;
    }
    List<Contribution> first = List.copyOf(sent);
    int pieces = Math.max(2, count);
    try (PartFile other = part.second(wanted.sha256())) {
      if (!fill(other, pieces, first)) {
        return false;
      }
      for (Mirror suspect : mirrors) {
        List<Integer> theirs = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
          long from = start(i, pieces);
          long to = start(i + 1, pieces);
          boolean sentIt =
              first.stream().anyMatch(c -> c.mirror() == suspect && c.overlaps(from, to));
          if (sentIt && !part.digest(from, to).equals(other.digest(from, to))) {
            theirs.add(i);
          }
        }
        if (theirs.isEmpty()) {
          continue;
        }
        exchange(part, other, theirs, pieces);
        if (right(part)) {
          return true;
        }
        exchange(part, other, theirs, pieces);
      }
      return false;
    }
  }

  private void exchange(PartFile part, PartFile other, Collection<Integer> which, int pieces)
      throws IOException {
    for (int i : which) {
      part.exchange(other, start(i, pieces), start(i + 1, pieces));
    }
  }

  /** Takes the whole from one mirror after the other, also from those that know no ranges. */
  private boolean alone(PartFile part) throws IOException {
    for (Mirror mirror : mirrors) {
      MirrorFault fault = faults.get(mirror);
      boolean mayServe =
          !out.contains(mirror) || (fault != null && fault.kind() == MirrorFault.Kind.NO_RANGES);
      boolean gaveAll =
          sent.stream().anyMatch(c -> c.mirror() == mirror && c.from() == 0 && c.to() == size);
      if (!mirror.usable() || !mayServe || odd.contains(mirror) || gaveAll) {
        continue;
      }
      part.clear();
      if (read(mirror, part.missing(0, size), part, false) && right(part)) {
        return true;
      }
    }
    return size == 0 && right(part);
  }

  /** Compares what each mirror sent with the finished file. */
  private void accuse(PartFile part) throws IOException {
    Map<Mirror, MirrorFault> liars = new LinkedHashMap<>();
    for (Contribution each : sent) {
      if (!liars.containsKey(each.mirror())
          && !part.digest(each.from(), each.to()).equals(each.sha256())) {
        String what =
            "sent wrong bytes of "
                + wanted.name()
                + ", somewhere in "
                + each.from()
                + " to "
                + (each.to() - 1);
        liars.put(each.mirror(), each.mirror().fault(MirrorFault.Kind.WRONG_BYTES, what));
      }
    }
    faults.putAll(liars);
    liars.forEach(Mirror::drop);
  }
}
