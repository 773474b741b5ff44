package org.gitsnapshot.error;

/**
 * A place in a text file.
 *
 * @param source the file's name as the user gave it
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Position(String source, int line, int column) {
  @Override
  public String toString() {
    return source + ":" + line + ":" + column;
  }
}
