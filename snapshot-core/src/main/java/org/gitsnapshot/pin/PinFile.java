package org.gitsnapshot.pin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.io.ByteOrderMark;

/**
 * A file of pins: TOML 1.0 with one {@code [[pin]]} table for each snapshot.
 *
 * <pre>{@code
 * for (Pin pin : PinFile.read(Path.of("pins.toml"))) {
 *   build(pin);
 * }
 * }</pre>
 *
 * <p>Every fault is an {@link InvalidInputException} that names the file, line and column; the
 * first one ends the reading. {@code docs/pins.md} describes the keys. Stateless and thread-safe.
 */
public final class PinFile {
  /**
   * The longest file that is read where the caller sets no limit, in bytes: 64 MiB, some 150,000
   * pins.
   */
  public static final long DEFAULT_MAX_BYTES = 64L << 20;

  /** How many bytes are looked at for what no text has. */
  private static final int BINARY_SEEN_IN = 8000;

  private static final String EXAMPLE =
      "a pin begins with [[pin]] and has at least name, url and commit";

  private PinFile() {}

  /**
   * Reads a file of at most {@link #DEFAULT_MAX_BYTES}.
   *
   * @param file named in errors as it is given here
   * @return its pins in the file's order, at least one
   * @throws InvalidInputException if the file cannot be read, or is not a pin file
   * @throws LimitExceededException if it is longer than that
   */
  public static List<Pin> read(Path file) throws InvalidInputException, LimitExceededException {
    return read(file, DEFAULT_MAX_BYTES);
  }

  /**
   * Reads a file.
   *
   * @param file named in errors as it is given here
   * @param maxBytes the longest that is read, from 0 to {@code Integer.MAX_VALUE - 8}
   * @return its pins in the file's order, at least one
   * @throws InvalidInputException if the file cannot be read, or is not a pin file
   * @throws LimitExceededException if it is longer than {@code maxBytes}
   * @throws IllegalArgumentException if {@code maxBytes} is out of its range
   */
  public static List<Pin> read(Path file, long maxBytes)
      throws InvalidInputException, LimitExceededException {
    return parse(file.toString(), text(file, maxBytes));
  }

  /** Returns the text of a file. */
  static String text(Path file, long maxBytes)
      throws InvalidInputException, LimitExceededException {
    if (maxBytes < 0 || maxBytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("a pin file cannot have up to " + maxBytes + " bytes");
    }
    String source = file.toString();
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than the limit tells a file of that length from a longer one.
      bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(source + ": no such file", null);
    } catch (AccessDeniedException denied) {
      throw new InvalidInputException(source + ": may not be read", null);
    } catch (IOException failed) {
      throw new InvalidInputException(
          source + ": cannot be read: " + Explanation.reason(failed), null);
    }
    checkText(source, bytes);
    if (bytes.length > maxBytes) {
      throw new LimitExceededException(
          source + ": longer than the limit for pin files, " + maxBytes + " bytes",
          "split it into several files");
    }
    return decode(source, bytes);
  }

  /**
   * Parses the text of a pin file.
   *
   * @param source what errors call the text
   * @return its pins in the text's order, at least one
   * @throws InvalidInputException if it is not the text of a pin file
   */
  public static List<Pin> parse(String source, String text)
      throws InvalidInputException, LimitExceededException {
    List<Pin> pins = new ArrayList<>();
    PinNames names = new PinNames();
    List<PinSections.Section> sections = PinSections.of(text);
    for (int i = 0; i < sections.size(); i++) {
      if (!sections.get(i).text().isBlank()) {
        boolean preamble = i == 0 && sections.size() > 1;
        read(TomlText.parse(source, sections.get(i)), preamble, names, pins);
      }
    }
    if (pins.isEmpty()) {
      throw new InvalidInputException(
          new Position(source, 1, 1), "there are no pins in the file", EXAMPLE);
    }
    return List.copyOf(pins);
  }

  /**
   * Reads the pins of one section.
   *
   * @param preamble whether it stands before the first line {@code [[pin]]}
   */
  private static void read(Table file, boolean preamble, PinNames names, List<Pin> pins)
      throws InvalidInputException {
    for (String key : file.keys()) {
      if (!key.equals("pin")) {
        throw new InvalidInputException(
            file.keyAt(key),
            "unknown key \"" + key + "\" outside of a pin",
            "the keys of a pin stand below a line [[pin]]");
      }
      // TOML lets a list of tables be written inline, but then nothing may be added to it.
      if (preamble || !(file.content(key) instanceof Table.Items tables)) {
        throw new InvalidInputException(
            file.keyAt(key), "pin is not a list of tables", "begin each pin with a line [[pin]]");
      }
      for (Table.Value pin : tables.values()) {
        if (!(pin.content() instanceof Table table)) {
          throw new InvalidInputException(pin.position(), "a pin is a table", EXAMPLE);
        }
        pins.add(new PinTable(table, names, pin.position()).read());
      }
    }
  }

  private static String decode(String source, byte[] bytes) throws InvalidInputException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // A wrong byte becomes U+FFFD, as does U+FFFD itself; only a strict look tells them apart.
    if (text.indexOf('\uFFFD') >= 0) {
      checkUtf8(source, bytes);
    }
    // TOML has no place for the mark.
    return ByteOrderMark.passedOver(text);
  }

  /** Finds what no text has but UTF-16, and archives have near their start. */
  private static void checkText(String source, byte[] bytes) throws InvalidInputException {
    int length = isUtf16(bytes) ? 0 : Math.min(bytes.length, BINARY_SEEN_IN);
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        throw new InvalidInputException(
            endOf(source, new String(bytes, 0, i, StandardCharsets.UTF_8)),
            "a NUL byte, and pins are text",
            "if it is an archive, snapshot audit finds its commit and snapshot pin makes a pin");
      }
    }
  }

  private static boolean isUtf16(byte[] bytes) {
    return bytes.length > 1 && (bytes[0] & bytes[1] & 0xff) == 0xfe;
  }

  private static void checkUtf8(String source, byte[] bytes) throws InvalidInputException {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    if (result.isError()) {
      throw new InvalidInputException(
          endOf(source, text.flip()),
          "not UTF-8",
          (isUtf16(bytes) ? "it begins like UTF-16, " : "") + "save the file as UTF-8");
    }
  }

  /** Returns the position after the last character of a text. */
  private static Position endOf(String source, CharSequence text) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
    return new Position(source, line, column);
  }
}
