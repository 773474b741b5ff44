package org.gitsnapshot.testing.faults;

import java.nio.file.Path;

/** A change of a file system, with all that it takes to do it again elsewhere. */
public sealed interface Operation {
  /** The path that a failure is told of. */
  Path path();

  /** A file that was not there gets a name, without bytes. */
  record Create(Path path) implements Operation {}

  /** Bytes at a position. */
  record Write(Path path, long position, byte[] bytes) implements Operation {
    @Override
    public String toString() {
      return "Write[path=" + path + ", position=" + position + ", " + bytes.length + " bytes]";
    }
  }

  /** A file is cut off. */
  record Truncate(Path path, long size) implements Operation {}

  /** The bytes of a file are brought to the disk, or the names in a directory. */
  record Force(Path path) implements Operation {}

  /** A file gets another name, and takes the place of what had it. */
  record Move(Path path, Path target) implements Operation {}

  /** A name goes. */
  record Delete(Path path) implements Operation {}

  /** A directory is made. */
  record MakeDirectory(Path path) implements Operation {}
}
