package org.gitsnapshot.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.error.SnapshotException;

/** What a target may expect of code that reads input: a value, or a refusal of a declared kind. */
public final class Tried {
  /** What errors call the input. */
  public static final String SOURCE = "input";

  private Tried() {}

  /** Reads input. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Returns what it read. */
    T read() throws IOException;
  }

  /**
   * Returns what was read, or nothing if it was refused; anything else that is thrown is a finding.
   *
   * @param kinds the exceptions that may refuse it
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> Optional<T> read(
      Reading<T> reading, Class<? extends SnapshotException>... kinds) {
    try {
      return Optional.of(reading.read());
    } catch (SnapshotException refusal) {
      if (!List.of(kinds).contains(refusal.getClass())) {
        throw new AssertionError("refused in another way than " + Arrays.toString(kinds), refusal);
      }
      if (refusal.getMessage().isBlank() || refusal.getMessage().equals("null")) {
        throw new AssertionError("refused without a word", refusal);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new AssertionError("memory cannot be unreadable", e);
    }
  }

  /** As {@link #read}, of a text: where a refusal says a place, it is one of the text's. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> Optional<T> readText(
      String text, Reading<T> reading, Class<? extends SnapshotException>... kinds) {
    return read(
        () -> {
          try {
            return reading.read();
          } catch (InvalidInputException refusal) {
            refusal.position().ifPresent(position -> checkInside(text, position));
            throw refusal;
          }
        },
        kinds);
  }

  /** Checks that a position is one of a text, the one behind its last character included. */
  public static void checkInside(String text, Position position) {
    String[] lines = text.split("\n", -1);
    int line = position.line();
    check(position.source().equals(SOURCE), "another file: " + position);
    check(line >= 1 && line <= lines.length, "a line that is not there: " + position);
    // A carriage return and a line feed may both count, and what is missing is behind the line.
    check(
        position.column() >= 1 && position.column() <= lines[line - 1].length() + 3,
        "a column that is not there: " + position);
  }

  /** Fails with a message unless something holds. */
  public static void check(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }

  /** Fails unless both are equal. */
  public static void checkEqual(Object actual, Object expected, String what) {
    if (!Objects.deepEquals(actual, expected)) {
      throw new AssertionError(what + ": " + actual + "\nis not " + expected);
    }
  }

  /** Returns bytes as text, whatever is not UTF-8 replaced. */
  public static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Returns the parts of an input between bytes 0, as many as asked for; the last has the rest, and
   * those that are missing are empty.
   */
  public static List<byte[]> parts(byte[] input, int count) {
    byte[][] parts = new byte[count][];
    int from = 0;
    for (int i = 0; i < count; i++) {
      int to = from;
      while (to < input.length && (i == count - 1 || input[to] != 0)) {
        to++;
      }
      parts[i] = Arrays.copyOfRange(input, Math.min(from, input.length), to);
      from = Math.min(to + 1, input.length);
    }
    return List.of(parts);
  }
}
