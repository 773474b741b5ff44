package org.gitsnapshot.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What an argument must be to name a file or a directory. An empty one, which a script gives that
 * has forgotten to set a variable, would be the working directory.
 */
final class PathArgument {
  private PathArgument() {}

  private static String checked(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("it is empty, and names nothing");
    }
    return text;
  }

  /** Returns whether a text begins as URLs do. A pattern would take a millisecond of a start. */
  private static boolean isUrl(String text) {
    int scheme = text.indexOf("://");
    for (int i = 0; i < scheme; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean inside = (c >= '0' && c <= '9') || "+.-".indexOf(c) >= 0;
      if (!letter && (!inside || i == 0)) {
        return false;
      }
    }
    return scheme > 0;
  }

  private static String noUrl(String text) {
    if (isUrl(text)) {
      throw new TypeConversionException("a path is wanted, and this is a URL");
    }
    return text;
  }

  /** Java leaves out a slash at the end, and what means a directory would become a file. */
  private static String file(String text) {
    if (text.endsWith("/")) {
      throw new TypeConversionException(
          "it ends in a slash and so means a directory, and a file is wanted; name the file in it");
    }
    return text;
  }

  /** Of an option that takes nothing but a path. */
  static final class AsPath implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      if (checked(text).equals("-")) {
        throw new TypeConversionException(
            "- is neither standard input nor output here; write ./- for a file of that name");
      }
      return Path.of(noUrl(text));
    }
  }

  /** Of an option that takes the path of a file to be written. */
  static final class AsFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return new AsPath().convert(file(text));
    }
  }

  /** Of one that takes a file to be written, or a word with another meaning. */
  static final class AsFileText implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return file(noUrl(checked(text)));
    }
  }

  /** Of one that takes other texts too. */
  static final class AsText implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return checked(text);
    }
  }
}
