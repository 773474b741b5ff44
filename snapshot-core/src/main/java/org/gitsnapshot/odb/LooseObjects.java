package org.gitsnapshot.odb;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads objects that have a file of their own. For one thread. */
final class LooseObjects {
  /** The longest file that is read, in bytes. */
  private static final long LONGEST_FILE = RawObject.LONGEST + (64 << 10);

  /** Behind the longest head, "commit" and a number of ten digits, there is a zero byte. */
  private static final int LONGEST_HEAD = 32;

  private static final String DIGITS = "0123456789abcdef";

  private final Inflater inflater = new Inflater();
  private final byte[] start = new byte[8 << 10];

  /** How much was inflated into {@link #start}. */
  private int started;

  /**
   * Returns an object, null if none of the directories has it.
   *
   * @throws HostileObjectException if it is no plain file
   * @throws org.gitsnapshot.error.UnavailableException if the process may open no more files
   */
  @Nullable RawObject read(List<Path> directories, byte[] id) throws IOException {
    File file = find(directories, id);
    if (file == null) {
      return null;
    }
    try {
      return inflate(readAll(file));
    } catch (DataFormatException malformed) {
      throw new UnreadableException("no zlib stream: " + malformed.getMessage());
    }
  }

  /** Returns the type of an object, 0 if none of the directories has it. */
  int typeOf(List<Path> directories, byte[] id) throws IOException {
    RawObject object = read(directories, id);
    return object == null ? 0 : object.type();
  }

  /** Returns whether one of the directories has a file for an object. */
  static boolean has(List<Path> directories, byte[] id) throws HostileObjectException {
    return find(directories, id) != null;
  }

  private static @Nullable File find(List<Path> directories, byte[] id)
      throws HostileObjectException {
    StringBuilder name = new StringBuilder(2 * id.length + 1);
    for (int i = 0; i < id.length; i++) {
      name.append(DIGITS.charAt((id[i] >>> 4) & 15)).append(DIGITS.charAt(id[i] & 15));
      if (i == 0) {
        name.append(File.separatorChar);
      }
    }
    for (Path directory : directories) {
      File file = new File(directory.toString(), name.toString());
      if (file.isFile()) {
        return file;
      }
      // It may never end, and may not even let itself be opened.
      if (file.exists()) {
        throw new HostileObjectException(file + " is no plain file");
      }
    }
    return null;
  }

  private static byte[] readAll(File file) throws IOException {
    long length = file.length();
    if (length > LONGEST_FILE) {
      throw new UnreadableException("too long");
    }
    try (InputStream in = open(file)) {
      return in.readNBytes((int) length);
    }
  }

  private static InputStream open(File file) throws IOException {
    FewFiles few = new FewFiles();
    while (true) {
      try {
        return new FileInputStream(file);
      } catch (IOException failed) {
        few.throwUnlessPassing(file.toString(), failed);
      }
    }
  }

  private RawObject inflate(byte[] file) throws IOException, DataFormatException {
    inflater.reset();
    inflater.setInput(file);
    started = inflater.inflate(start);
    int zero = 0;
    while (zero < started && start[zero] != 0) {
      zero++;
    }
    if (zero >= Math.min(started, LONGEST_HEAD)) {
      throw new UnreadableException("no head");
    }
    String head = new String(start, 0, zero, StandardCharsets.ISO_8859_1);
    int space = head.indexOf(' ');
    int type = space < 0 ? 0 : type(head.substring(0, space));
    if (type == 0) {
      throw new UnreadableException("an object of no known type");
    }
    byte[] bytes = new byte[length(head, space + 1)];
    fill(bytes, zero + 1);
    return new RawObject(type, bytes);
  }

  private static int type(String name) {
    return switch (name) {
      case "commit" -> RawObject.COMMIT;
      case "tree" -> RawObject.TREE;
      case "blob" -> RawObject.BLOB;
      case "tag" -> RawObject.TAG;
      default -> 0;
    };
  }

  private static int length(String head, int from) throws UnreadableException {
    long length = head.length() == from ? -1 : 0;
    for (int i = from; i < head.length(); i++) {
      int digit = head.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new UnreadableException("no length");
      }
      length = length * 10 + digit;
      if (length > RawObject.LONGEST) {
        throw new UnreadableException("too long");
      }
    }
    if (length < 0) {
      throw new UnreadableException("no length");
    }
    return (int) length;
  }

  /** Takes what was inflated behind the head, and inflates the rest. */
  private void fill(byte[] bytes, int behindHead) throws IOException, DataFormatException {
    int done = started - behindHead;
    if (done > bytes.length) {
      throw new UnreadableException("longer than its head says");
    }
    System.arraycopy(start, behindHead, bytes, 0, done);
    while (!inflater.finished()) {
      int some = inflater.inflate(bytes, done, bytes.length - done);
      done += some;
      if (some == 0 && !inflater.finished()) {
        throw new UnreadableException("of another length than its head says");
      }
    }
    if (done != bytes.length || inflater.getRemaining() > 0) {
      throw new UnreadableException("of another length than its head says");
    }
  }

  /** Gives back what is not on Java's heap. */
  void close() {
    inflater.end();
  }
}
