package org.gitsnapshot.recipe;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;

/**
 * An engine and a level, written {@code gnu-gzip -6}, and for gzip the header where it is not the
 * one the engine writes: {@code gnu-gzip -6 name="x-1.0.tar" mtime=1350000000}. For xz it is what
 * differs from the preset: {@code xz -6 check=crc32 dict=64MiB}.
 *
 * <p>A level is a number: another way to compress is another behaviour and therefore has an engine
 * name of its own. The presets of xz with an {@code e} are such, and are written as xz has them:
 * {@code xz -6e} is the level 6 of {@code xz-extreme}.
 *
 * @param engine the name of a {@link ReservedEngine}
 * @param level its level, within that engine's range
 * @param header what a {@code tar.gz} begins with instead of the engine's own header; never {@link
 *     GzipHeader#USUAL}, and without an {@code xfl} that the level gives
 * @param xz what {@code xz} or {@code xz-mt} does instead of what the level stands for; never just
 *     that
 */
public record Compressor(
    String engine, int level, Optional<GzipHeader> header, Optional<XzOptions> xz) {
  private static final Pattern WORDS = Pattern.compile(" *(\\S+)(?: +(\\S+))?(?: +(\\S.*?))? *");
  private static final Pattern LEVEL = Pattern.compile("-(0|[1-9][0-9]{0,3})");
  private static final Pattern EXTREME = Pattern.compile("(-[0-9])e");

  /**
   * Checks the engine and the level, and leaves out of the header what is usual.
   *
   * @throws IllegalArgumentException if the engine is not a reserved one, has no such level, or has
   *     a header and does not write {@code tar.gz}, or options of xz and is neither form of it
   */
  public Compressor {
    ReservedEngine reserved = reserved(engine);
    if (level < reserved.minLevel() || level > reserved.maxLevel()) {
      throw new IllegalArgumentException(engine + " has no level " + level);
    }
    if (header.isPresent() && reserved.format() != Format.TAR_GZ) {
      throw new IllegalArgumentException(engine + " has no gzip header");
    }
    if (xz.isPresent() && !reserved.hasOptions()) {
      throw new IllegalArgumentException(engine + " has no options");
    }
    int known = level;
    header = header.map(own -> own.at(known)).filter(own -> !own.equals(GzipHeader.USUAL));
    xz = xz.filter(own -> !own.equals(reserved.preset(known)));
  }

  /**
   * Creates one without options of xz.
   *
   * @throws IllegalArgumentException if the engine is not a reserved one, has no such level, or has
   *     a header and does not write {@code tar.gz}
   */
  public Compressor(String engine, int level, Optional<GzipHeader> header) {
    this(engine, level, header, Optional.empty());
  }

  /**
   * Creates one with the engine's own header.
   *
   * @throws IllegalArgumentException if the engine is not a reserved one or has no such level
   */
  public Compressor(String engine, int level) {
    this(engine, level, Optional.empty());
  }

  /** Returns an engine at a level. */
  public static Compressor of(ReservedEngine engine, int level) {
    return new Compressor(engine.label(), level);
  }

  /**
   * Returns what compresses a format where nothing else is asked for: {@code gnu-gzip -6}, {@code
   * xz-java -6}, {@code bzip2 -9}.
   *
   * @throws IllegalArgumentException for {@link Format#TAR}, which nothing compresses
   */
  public static Compressor defaultFor(Format format) {
    ReservedEngine engine =
        switch (format) {
          case TAR -> throw new IllegalArgumentException("nothing compresses a raw tar");
          case TAR_GZ -> ReservedEngine.GNU_GZIP;
          case TAR_XZ -> ReservedEngine.XZ_JAVA;
          case TAR_BZ2 -> ReservedEngine.BZIP2;
        };
    return of(engine, engine.defaultLevel());
  }

  /** Returns the same engine and level with another header. */
  public Compressor with(Optional<GzipHeader> other) {
    return new Compressor(engine, level, other, xz);
  }

  /**
   * Returns the same engine and level with options of xz instead of what the level stands for.
   *
   * @throws IllegalArgumentException if the engine takes none
   */
  public Compressor with(XzOptions options) {
    return new Compressor(engine, level, header, Optional.of(options));
  }

  /**
   * Reads {@code gnu-gzip -6}, or {@code gnu-gzip} for the engine's default level, and the gzip
   * header or the options of xz that may follow.
   *
   * @throws InvalidInputException if the engine, the level, a field of the header or an option is
   *     unknown or there is anything else
   */
  public static Compressor parse(String text) throws InvalidInputException {
    int start = GzipHeaderText.start(text);
    Compressor plain = parsePlain(text.substring(0, start));
    if (start == text.length()) {
      return plain;
    }
    ReservedEngine engine = reserved(plain.engine());
    if (engine.hasOptions()) {
      XzOptions options = XzOptionsText.parse(text.substring(start), engine.preset(plain.level()));
      return new Compressor(plain.engine(), plain.level(), Optional.empty(), Optional.of(options));
    }
    if (plain.format() != Format.TAR_GZ) {
      if (XzOptionsText.begins(text.substring(start))) {
        throw new InvalidInputException(
            plain.engine() + " has no options of xz: " + text.substring(start).strip(),
            "the engines that have them are xz, xz-mt");
      }
      throw new InvalidInputException(
          plain.engine() + " has no gzip header: " + text.substring(start).strip(),
          "the engines that have one are "
              + String.join(", ", ReservedEngine.labels(Format.TAR_GZ)));
    }
    return plain.with(Optional.of(GzipHeaderText.parse(text.substring(start))));
  }

  private static Compressor parsePlain(String text) throws InvalidInputException {
    Matcher words = WORDS.matcher(text);
    if (!words.matches()) {
      throw new InvalidInputException(
          "a compressor is missing", "write an engine and a level, such as \"gnu-gzip -6\"");
    }
    String name = words.group(1);
    ReservedEngine engine =
        ReservedEngine.ofLabel(name)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "no engine is called \"" + name + "\"",
                        NearestName.hint(name, ReservedEngine.labels(), "engines")));
    if (words.group(3) != null) {
      throw surplus(engine, words.group(3));
    }
    if (words.group(2) == null) {
      return of(engine, engine.defaultLevel());
    }
    Matcher extreme = EXTREME.matcher(words.group(2));
    if (!extreme.matches()) {
      return of(engine, level(engine, words.group(2)));
    }
    ReservedEngine other =
        engine
            .extreme()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "there is no extreme level \"" + extreme.group() + "\" of " + name,
                        levels(engine)));
    return of(other, level(other, extreme.group(1)));
  }

  private static int level(ReservedEngine engine, String word) throws InvalidInputException {
    Matcher level = LEVEL.matcher(word);
    if (!level.matches()) {
      throw surplus(engine, word);
    }
    int value = Integer.parseInt(level.group(1));
    if (value < engine.minLevel() || value > engine.maxLevel()) {
      throw new InvalidInputException(engine.label() + " has no level " + word, levels(engine));
    }
    return value;
  }

  private static InvalidInputException surplus(ReservedEngine engine, String words) {
    return new InvalidInputException(
        "\"" + words + "\" is not a level of " + engine.label(),
        words.startsWith("-T")
            ? "threads are no option: xz is xz -T1, xz-mt is xz -T2 and up"
            : levels(engine));
  }

  private static String levels(ReservedEngine engine) {
    String levels = "its levels are -" + engine.minLevel() + " to -" + engine.maxLevel();
    return engine.extreme().isPresent()
        ? levels + ", and -" + engine.minLevel() + "e to -" + engine.maxLevel() + "e"
        : levels;
  }

  private static ReservedEngine reserved(String engine) {
    return ReservedEngine.ofLabel(engine)
        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + engine));
  }

  /** Returns the one format that the engine writes. */
  public Format format() {
    return reserved(engine).format();
  }

  /** Returns the canonical text, such as {@code gnu-gzip -6} or {@code xz -6e}. */
  @Override
  public String toString() {
    ReservedEngine reserved = reserved(engine);
    String plain = reserved.written(level);
    return xz.map(own -> plain + " " + XzOptionsText.of(own, reserved.preset(level)))
        .or(() -> header.map(own -> plain + " " + own))
        .orElse(plain);
  }
}
