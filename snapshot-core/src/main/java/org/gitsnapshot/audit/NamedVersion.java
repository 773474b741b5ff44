package org.gitsnapshot.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version that stands in the name of a file, a directory or a tag, whole and not as a part of a
 * longer one: {@code 1.7.6} in {@code demo-1.7.6} and in {@code demo_1.7.6+dfsg.orig}, never {@code
 * 1.7}.
 *
 * @param text as it stands there
 * @param full the same, however it is written: {@code 1.0-rc.1} and {@code 1_0rc1} are one
 * @param numbers its numbers alone, without zeros at the end
 */
record NamedVersion(String text, String full, String numbers) {
  /** What may follow the numbers and is a part of the version; {@code -src} is none. */
  private static final String STAGE =
      "(?:[a-z][a-z0-9]*|[-._~](?:rc|alpha|beta|preview|pre|dev|p|b|a)[-._]?[0-9]+)?+";

  private static final String END = "(?![a-z0-9]|[-._][0-9])";

  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?<![a-z0-9.])[vr]?((?:[0-9]+(?:\\.[0-9]+)+|[0-9]+(?:_[0-9]+)+|[0-9]+(?:-[0-9]+)+)"
              + STAGE
              + ")"
              + END);

  /** As in {@code go1.21.0}. */
  private static final Pattern AFTER_LETTERS =
      Pattern.compile("(?<=[a-z])([0-9]+(?:\\.[0-9]+)+" + STAGE + ")" + END);

  /** One number is a version at the end of a name alone, where it is no date and no machine. */
  private static final Pattern ONE_NUMBER =
      Pattern.compile("(?<![a-z0-9.]|x86_|x86-|[0-9][-._])[vr]?([0-9]{1,6})$");

  private static final Pattern DATE =
      Pattern.compile("^(?:19|20)[0-9]{2}(?:[0-9]{2}|[0-9]{4})?(?![0-9])");

  /** Returns the versions in a name, the likeliest first: of several the last is the release's. */
  static List<NamedVersion> in(String name) {
    List<NamedVersion> found = new ArrayList<>();
    for (Pattern pattern : List.of(NUMBERS, AFTER_LETTERS, ONE_NUMBER)) {
      List<NamedVersion> here = new ArrayList<>();
      Matcher matcher = pattern.matcher(name.toLowerCase(Locale.ROOT));
      while (matcher.find()) {
        here.add(0, of(matcher.group(1)));
      }
      found.addAll(here);
    }
    return found;
  }

  private static NamedVersion of(String text) {
    String full =
        text.replaceAll("[-._~]+(?=[a-z])", "")
            .replaceAll("(?<=[a-z])[-._]+", "")
            .replaceAll("[-_]", ".");
    String numbers = full.replaceFirst("[a-z].*$", "").replaceFirst("(?:\\.0+)+$", "");
    return new NamedVersion(text, full, numbers);
  }

  /** Returns whether it is one number, which may be many things besides a version. */
  boolean isOneNumber() {
    return full.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Returns whether it counts in years, as {@code 2026.01} and {@code 20260131} do. */
  boolean isDate() {
    return DATE.matcher(full).find();
  }

  /** Returns whether another name has it. */
  boolean isIn(String name) {
    return in(name).stream().anyMatch(other -> other.full.equals(full));
  }

  /** Returns whether another name has its numbers, whatever follows them. */
  boolean hasNumbersIn(String name) {
    return in(name).stream().anyMatch(other -> other.numbers.equals(numbers));
  }
}
