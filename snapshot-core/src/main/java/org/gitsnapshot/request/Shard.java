package org.gitsnapshot.request;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.DigestAlgorithm;

/**
 * One of several parts of a mirror's work, the same on every machine: a name belongs to the shard
 * that its SHA-256 says, whatever other names there are.
 *
 * @param index which part, from 1
 * @param count how many parts there are, from 1
 */
public record Shard(int index, int count) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public Shard {
    if (index < 1 || index > count) {
      throw new IllegalArgumentException("no shard " + index + "/" + count);
    }
  }

  /**
   * Reads {@code I/N}.
   *
   * @throws InvalidInputException if it is anything else
   */
  public static Shard parse(String text) throws InvalidInputException {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int index = Integer.parseInt(matcher.group(1));
      int count = Integer.parseInt(matcher.group(2));
      if (index >= 1 && index <= count) {
        return new Shard(index, count);
      }
    }
    throw new InvalidInputException(
        "not a shard: " + text, "write I/N with I from 1 to N, such as 1/8 for the first of eight");
  }

  /** Returns whether a name belongs to it. */
  public boolean has(String name) {
    byte[] digest =
        DigestAlgorithm.SHA256.newMessageDigest().digest(name.getBytes(StandardCharsets.UTF_8));
    // Seven bytes are a number without a sign, and so many that the remainder is even enough.
    long number = 0;
    for (int i = 0; i < 7; i++) {
      number = number << 8 | (digest[i] & 0xff);
    }
    return number % count == index - 1;
  }

  /** Returns {@code 1/8}. */
  @Override
  public String toString() {
    return index + "/" + count;
  }
}
