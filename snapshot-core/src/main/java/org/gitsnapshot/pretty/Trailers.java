package org.gitsnapshot.pretty;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code %(trailers:…)} writes, and its options. */
final class Trailers {
  private final List<byte[]> keys = new ArrayList<>();
  private boolean only;
  private boolean unfold;
  private boolean keyOnly;
  private boolean valueOnly;
  private byte @Nullable [] separator;
  private byte @Nullable [] keyValueSeparator;

  /** Reads options up to the end; returns null if one of them is wrong. */
  static @Nullable Trailers parse(Arguments arguments) {
    Trailers options = new Trailers();
    while (!arguments.atEnd()) {
      if (!options.takeOne(arguments)) {
        return null;
      }
    }
    return options;
  }

  private boolean takeOne(Arguments arguments) {
    if (arguments.take("key")) {
      byte[] key = arguments.value();
      if (key == null) {
        return false;
      }
      boolean colon = key.length > 0 && key[key.length - 1] == ':';
      keys.add(Ascii.prefix(key, colon ? key.length - 1 : key.length));
      only = true;
    } else if (arguments.take("separator")) {
      separator = arguments.expandedValue();
    } else if (arguments.take("key_value_separator")) {
      keyValueSeparator = arguments.expandedValue();
    } else if (arguments.takeFlag("only")) {
      only = arguments.flag();
    } else if (arguments.takeFlag("unfold")) {
      unfold = arguments.flag();
    } else if (arguments.takeFlag("keyonly")) {
      keyOnly = arguments.flag();
    } else if (arguments.takeFlag("valueonly")) {
      valueOnly = arguments.flag();
    } else {
      return false;
    }
    return true;
  }

  /**
   * Appends the trailers of a message that begins with its subject; {@code tidy} is of git's age.
   */
  void append(ByteBuilder out, byte[] message, boolean tidy) {
    TrailerBlock block = TrailerBlock.find(message);
    if (isPlain()) {
      out.append(message, block.start(), block.end());
      return;
    }
    int start = out.length();
    for (byte[] item : items(message, block)) {
      if (tidy && item[0] == '#') {
        continue;
      }
      int colon = TrailerBlock.separator(item, 0, item.length);
      if (colon > 0) {
        appendTrailer(out, start, item, colon);
      } else if (!only) {
        appendOther(out, start, item, tidy);
      }
    }
  }

  /** Returns whether the block is wanted as it is. */
  private boolean isPlain() {
    boolean formed = unfold || keyOnly || valueOnly;
    return !only && !formed && separator == null && keyValueSeparator == null && keys.isEmpty();
  }

  /** Returns trailers with the lines that continue them, and the lines between them. */
  private static List<byte[]> items(byte[] message, TrailerBlock block) {
    List<byte[]> items = new ArrayList<>();
    boolean inTrailer = false;
    int itemStart = block.start();
    int at = block.start();
    while (at < block.end()) {
      int end = Math.min(block.end(), RawCommit.lineEnd(message, at));
      boolean continues = inTrailer && Ascii.isSpace(message[at]);
      if (!continues) {
        addItem(items, message, itemStart, at);
        itemStart = at;
        inTrailer = TrailerBlock.separator(message, at, end) > at;
      }
      at = end;
    }
    addItem(items, message, itemStart, block.end());
    return items;
  }

  private static void addItem(List<byte[]> items, byte[] message, int from, int to) {
    if (from < to) {
      byte[] item = new byte[to - from];
      System.arraycopy(message, from, item, 0, item.length);
      items.add(item);
    }
  }

  private void appendTrailer(ByteBuilder out, int start, byte[] item, int colon) {
    byte[] key = trim(item, 0, colon);
    if (!isWanted(key)) {
      return;
    }
    byte[] value = trim(item, colon + 1, item.length);
    appendSeparator(out, start);
    if (!valueOnly) {
      out.append(key);
    }
    if (!keyOnly && !valueOnly) {
      out.append(keyValueSeparator == null ? new byte[] {':', ' '} : keyValueSeparator);
    }
    if (!keyOnly) {
      out.append(unfold ? unfolded(value) : value);
    }
    if (separator == null) {
      out.append('\n');
    }
  }

  private void appendOther(ByteBuilder out, int start, byte[] line, boolean tidy) {
    appendSeparator(out, start);
    out.append(line);
    if (tidy && separator == null && line[line.length - 1] != '\n') {
      out.append('\n');
    }
    while (separator != null && out.length() > 0 && Ascii.isSpace(out.at(out.length() - 1))) {
      out.truncate(out.length() - 1);
    }
  }

  private void appendSeparator(ByteBuilder out, int start) {
    if (separator != null && out.length() != start) {
      out.append(separator);
    }
  }

  private boolean isWanted(byte[] key) {
    return keys.isEmpty() || keys.stream().anyMatch(wanted -> equalIgnoringCase(key, wanted));
  }

  private static boolean equalIgnoringCase(byte[] a, byte[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (Ascii.lower(a[i]) != Ascii.lower(b[i])) {
        return false;
      }
    }
    return true;
  }

  /** Returns a value in one line. */
  private static byte[] unfolded(byte[] value) {
    ByteBuilder line = new ByteBuilder();
    int at = 0;
    while (at < value.length) {
      int c = value[at++];
      line.append(c == '\n' ? ' ' : c);
      while (c == '\n' && at < value.length && Ascii.isSpace(value[at])) {
        at++;
      }
    }
    return trim(line.toByteArray(), 0, line.length());
  }

  private static byte[] trim(byte[] text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Ascii.isSpace(text[start])) {
      start++;
    }
    while (end > start && Ascii.isSpace(text[end - 1])) {
      end--;
    }
    byte[] trimmed = new byte[end - start];
    System.arraycopy(text, start, trimmed, 0, trimmed.length);
    return trimmed;
  }
}
