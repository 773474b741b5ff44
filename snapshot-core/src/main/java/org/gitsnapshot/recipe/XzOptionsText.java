package org.gitsnapshot.recipe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;

/** The options of xz in a recipe, those that are not the preset's, written and read. */
final class XzOptionsText {
  private static final List<String> FIELDS =
      List.of("check", "dict", "lc", "lp", "pb", "mode", "nice", "mf", "depth", "block");
  private static final List<String> MODES = List.of("fast", "normal");
  private static final Set<String> FILTERS =
      Set.of(
          "x86", "arm", "armthumb", "arm64", "powerpc", "ia64", "sparc", "riscv", "delta", "lzma1");
  private static final String EXAMPLE =
      "options of xz are written such as: xz -6 check=crc32 dict=64MiB";

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,9})(|[KMG]iB)");

  private static final List<String> UNITS = List.of("", "KiB", "MiB", "GiB");

  private XzCheck check;
  private long dictionary;
  private long lc;
  private long lp;
  private long pb;
  private boolean optimal;
  private long nice;
  private XzFinder finder;
  private long depth;
  private long block;

  private XzOptionsText(XzOptions preset) {
    check = preset.check();
    dictionary = preset.dictionary();
    lc = preset.lc();
    lp = preset.lp();
    pb = preset.pb();
    optimal = preset.optimal();
    nice = preset.nice();
    finder = preset.finder();
    depth = preset.depth();
    block = preset.block();
  }

  /** Returns what is not as in the preset, in the order of the fields. */
  static String of(XzOptions options, XzOptions preset) {
    List<String> fields = new ArrayList<>();
    if (options.check() != preset.check()) {
      fields.add("check=" + options.check().label());
    }
    if (options.dictionary() != preset.dictionary()) {
      fields.add("dict=" + size(options.dictionary()));
    }
    put(fields, "lc", options.lc(), preset.lc());
    put(fields, "lp", options.lp(), preset.lp());
    put(fields, "pb", options.pb(), preset.pb());
    if (options.optimal() != preset.optimal()) {
      fields.add("mode=" + (options.optimal() ? "normal" : "fast"));
    }
    put(fields, "nice", options.nice(), preset.nice());
    if (options.finder() != preset.finder()) {
      fields.add("mf=" + options.finder().label());
    }
    put(fields, "depth", options.depth(), preset.depth());
    if (options.block() != preset.block()) {
      fields.add("block=" + size(options.block()));
    }
    return String.join(" ", fields);
  }

  private static void put(List<String> fields, String name, long value, long usual) {
    if (value != usual) {
      fields.add(name + "=" + value);
    }
  }

  /** Writes a size in the largest unit that divides it. */
  private static String size(int bytes) {
    int mebi = 1 << 20;
    int kibi = 1 << 10;
    return bytes % mebi == 0
        ? bytes / mebi + "MiB"
        : bytes % kibi == 0 ? bytes / kibi + "KiB" : Integer.toString(bytes);
  }

  /** Returns whether a text begins with one of the options. */
  static boolean begins(String text) {
    return FIELDS.contains(text.strip().split("=", 2)[0]);
  }

  /** Reads options that replace those of a preset. */
  static XzOptions parse(String text, XzOptions preset) throws InvalidInputException {
    XzOptionsText options = new XzOptionsText(preset);
    Set<String> seen = new HashSet<>();
    for (String word : text.strip().split(" +", -1)) {
      int equals = word.indexOf('=');
      String field = equals < 0 ? word : word.substring(0, equals);
      if (equals < 0 || !FIELDS.contains(field)) {
        throw unknown(field);
      }
      if (!seen.add(field)) {
        throw new InvalidInputException("the options of xz give " + field + " twice", null);
      }
      options.set(field, word.substring(equals + 1));
    }
    return options.build();
  }

  private static InvalidInputException unknown(String field) {
    return FILTERS.contains(field)
        ? new InvalidInputException(
            "the filter " + field + " of xz is not supported", "only LZMA2 is, by itself")
        : new InvalidInputException(
            "no option of xz is called \"" + field + "\"",
            NearestName.hint(field, FIELDS, "options"));
  }

  private void set(String field, String value) throws InvalidInputException {
    switch (field) {
      case "check" -> check = known(field, value, XzCheck.ofLabel(value), XzCheck.labels());
      case "mf" -> finder = known(field, value, XzFinder.ofLabel(value), XzFinder.labels());
      case "mode" ->
          optimal =
              known(field, value, Optional.of(value).filter(MODES::contains), MODES)
                  .equals("normal");
      case "dict" ->
          dictionary = size(field, value, XzOptions.MIN_DICTIONARY, XzOptions.MAX_DICTIONARY);
      case "block" -> block = size(field, value, 1, XzOptions.MAX_BLOCK);
      case "lc" -> lc = number(field, value, 0, XzOptions.MAX_BITS);
      case "lp" -> lp = number(field, value, 0, XzOptions.MAX_BITS);
      case "pb" -> pb = number(field, value, 0, XzOptions.MAX_BITS);
      case "nice" -> nice = number(field, value, 2, XzOptions.MAX_NICE);
      case "depth" -> depth = number(field, value, 0, XzOptions.MAX_DEPTH);
      default -> throw new IllegalStateException(field);
    }
  }

  private XzOptions build() throws InvalidInputException {
    if (lc + lp > XzOptions.MAX_BITS) {
      throw new InvalidInputException(
          "lc and lp are more than " + XzOptions.MAX_BITS + " together", EXAMPLE);
    }
    if (nice < finder.bytes()) {
      throw new InvalidInputException(
          "mf=" + finder.label() + " needs nice=" + finder.bytes() + " or more", EXAMPLE);
    }
    return new XzOptions(
        check,
        (int) dictionary,
        (int) lc,
        (int) lp,
        (int) pb,
        optimal,
        (int) nice,
        finder,
        depth,
        (int) block);
  }

  private static <T> T known(String field, String value, Optional<T> found, List<String> names)
      throws InvalidInputException {
    if (found.isEmpty()) {
      throw new InvalidInputException(
          field + " of xz is one of " + String.join(", ", names) + ", not \"" + value + "\"",
          EXAMPLE);
    }
    return found.get();
  }

  private static long size(String field, String value, long least, long most)
      throws InvalidInputException {
    Matcher size = SIZE.matcher(value);
    long bytes =
        size.matches() ? Long.parseLong(size.group(1)) << (10 * UNITS.indexOf(size.group(2))) : -1;
    return inRange(field, value, bytes, least, most);
  }

  private static long number(String field, String value, long least, long most)
      throws InvalidInputException {
    long number = NUMBER.matcher(value).matches() ? Long.parseLong(value) : -1;
    return inRange(field, value, number, least, most);
  }

  private static long inRange(String field, String value, long number, long least, long most)
      throws InvalidInputException {
    if (number < least || number > most) {
      throw new InvalidInputException(
          field + " of xz is a number from " + least + " to " + most + ", not \"" + value + "\"",
          EXAMPLE);
    }
    return number;
  }
}
