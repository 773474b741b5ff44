package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.RefList;

/**
 * The history of the first place that gives what is asked for. To open one takes a server's refs
 * alone, so that one may be found out to be busy, or to have less than its refs say, when it has
 * been opened: the others are asked then, and later it again, as {@link Rounds} does it. Who has
 * answered is asked first the next time, since what is asked together belongs together.
 * Thread-safe.
 */
final class FirstHistory implements History {
  private final Rounds rounds;
  private final Oid commit;
  private final Opening opening;

  /** The place that answered last is the first of them; guarded by this, as all below is. */
  private final List<Source> places;

  private final Map<Source, History> usable = new HashMap<>();
  private final List<History> opened = new ArrayList<>();

  /** How the history of one place is opened. */
  interface Opening {
    History of(Source place) throws IOException;
  }

  private interface Question<T> {
    T of(History history) throws IOException;
  }

  /**
   * Opens that of the first place that has one.
   *
   * @param places where it may be, at least one
   * @param commit the one that will be asked about, for messages
   * @throws SnapshotException if none can be opened
   */
  static History open(Rounds rounds, List<Source> places, Oid commit, Opening opening)
      throws IOException {
    FirstHistory history = new FirstHistory(rounds, places, commit, opening);
    History unused = history.ask(one -> one);
    return history;
  }

  private FirstHistory(Rounds rounds, List<Source> places, Oid commit, Opening opening) {
    this.rounds = rounds;
    this.places = new ArrayList<>(places);
    this.commit = commit;
    this.opening = opening;
  }

  private synchronized <T> T ask(Question<T> question) throws IOException {
    return rounds.first(
        "cannot get the history of commit " + commit,
        List.copyOf(places),
        place -> {
          T answer = ask(place, question);
          Collections.rotate(places, -places.indexOf(place));
          return answer;
        });
  }

  private <T> T ask(Source place, Question<T> question) throws IOException {
    History history = usable.get(place);
    if (history == null) {
      history = opening.of(place);
      opened.add(history);
      usable.put(place, history);
    }
    try {
      return question.of(history);
    } catch (SnapshotException failed) {
      // The next time it may have other refs. Somebody may still read from what it gave.
      usable.remove(place);
      throw failed;
    }
  }

  @Override
  public RefList refs() throws IOException {
    return ask(History::refs);
  }

  @Override
  public RefList provedRefs() throws IOException {
    return ask(History::provedRefs);
  }

  @Override
  public ObjectReader commits() throws IOException {
    return ask(History::commits);
  }

  @Override
  public boolean isShallow() throws IOException {
    return ask(History::isShallow);
  }

  @Override
  public ObjectReader snapshot(Oid wanted) throws IOException {
    return ask(history -> history.snapshot(wanted));
  }

  @Override
  public long packedObjects() throws IOException {
    return ask(History::packedObjects);
  }

  @Override
  public int uniqueDigits(Oid id, int least) throws IOException {
    return ask(history -> history.uniqueDigits(id, least));
  }

  @Override
  public synchronized void close() throws IOException {
    for (History history : opened) {
      history.close();
    }
    opened.clear();
    usable.clear();
  }
}
