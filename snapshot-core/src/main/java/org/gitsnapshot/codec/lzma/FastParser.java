package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/**
 * Takes the longest match, unless a nearer one is hardly shorter, one of the last distances does
 * nearly as well, or the next byte has something better.
 */
final class FastParser extends Parser {
  private static final int NEAR_PAIR = 1 << 7;
  private static final int MIDDLE = 1 << 9;
  private static final int FAR = 1 << 15;

  /** So much farther, as a power of two, is as bad as a byte less. */
  private static final int FARTHER_BITS = 7;

  FastParser(Window window, MatchSource source, Model model, XzOptions options) {
    super(window, source, model, options);
  }

  @Override
  void next() {
    if (ahead == 0) {
      find();
    }
    int at = source.position - 1;
    int left = Math.min(window.end - at, Match.MAX_LENGTH);
    if (left < Match.MIN_LENGTH) {
      chooseLiteral();
      return;
    }
    byte[] bytes = window.bytes;
    int repLength = 0;
    int rep = 0;
    for (int i = 0; i < Match.REPS; i++) {
      int other = at - model.reps[i] - 1;
      if (equalPair(bytes, at, other)) {
        int equal = Window.equal(bytes, at, other, 2, left);
        if (equal >= nice) {
          take(i, equal, 1);
          return;
        }
        if (equal > repLength) {
          repLength = equal;
          rep = i;
        }
      }
    }
    int last = source.count - 1;
    if (longest >= nice) {
      take(source.distance(last) + Match.REPS, longest, 1);
      return;
    }
    int mainLength = longest;
    int mainDistance = 0;
    if (mainLength >= Match.MIN_LENGTH) {
      mainDistance = source.distance(last);
      while (last > 0
          && mainLength == source.length(last - 1) + 1
          && muchFarther(source.distance(last - 1), mainDistance)) {
        last--;
        mainLength = source.length(last);
        mainDistance = source.distance(last);
      }
      if (mainLength == 2 && mainDistance >= NEAR_PAIR) {
        mainLength = 1;
      }
    }
    if (repLength >= Match.MIN_LENGTH && repIsBetter(repLength, mainLength, mainDistance)) {
      take(rep, repLength, 1);
    } else if (mainLength < Match.MIN_LENGTH || left <= Match.MIN_LENGTH) {
      chooseLiteral();
    } else {
      find();
      if (nextIsBetter(mainLength, mainDistance) || nextRepsAreBetter(bytes, at + 1, mainLength)) {
        chooseLiteral();
      } else {
        take(mainDistance + Match.REPS, mainLength, 2);
      }
    }
  }

  /** Chooses a copy, and skips those of its positions that were not found. */
  private void take(int chosenBack, int chosenLength, int found) {
    choose(chosenBack, chosenLength);
    skip(chosenLength - found);
  }

  private static boolean muchFarther(int near, int far) {
    return far >>> FARTHER_BITS > near;
  }

  private static boolean repIsBetter(int repLength, int mainLength, int mainDistance) {
    return repLength + 1 >= mainLength
        || (repLength + 2 >= mainLength && mainDistance > MIDDLE)
        || (repLength + 3 >= mainLength && mainDistance > FAR);
  }

  /** Returns whether the longest match at the next byte is better than the one here. */
  private boolean nextIsBetter(int mainLength, int mainDistance) {
    if (longest < Match.MIN_LENGTH) {
      return false;
    }
    int distance = source.distance(source.count - 1);
    return (longest >= mainLength && distance < mainDistance)
        || (longest == mainLength + 1 && !muchFarther(mainDistance, distance))
        || longest > mainLength + 1
        || (longest + 1 >= mainLength && mainLength >= 3 && muchFarther(distance, mainDistance));
  }

  /** Returns whether one of the last distances gives the rest of the match at the next byte. */
  private boolean nextRepsAreBetter(byte[] bytes, int next, int mainLength) {
    int wanted = Math.max(Match.MIN_LENGTH, mainLength - 1);
    for (int distance : model.reps) {
      if (Window.equal(bytes, next, next - distance - 1, 0, wanted) == wanted) {
        return true;
      }
    }
    return false;
  }
}
