package org.gitsnapshot.tarread;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The extension headers that hold for the next entry: of its own headers of pax the last, then
 * GNU's long names wherever they stand, then the global ones. Not all programs take them so, and
 * {@link Disputes} tells where that matters.
 */
final class PaxState {
  static final ByteString PATH = ByteString.utf8("path");
  static final ByteString LINK = ByteString.utf8("linkpath");
  static final ByteString SIZE = ByteString.utf8("size");
  static final ByteString SPARSE = ByteString.utf8("GNU.sparse.");

  private final int limit;
  private final List<TarExtension> globals = new ArrayList<>();
  private final Map<ByteString, ByteString> global = new HashMap<>();
  private final List<TarExtension> extensions = new ArrayList<>();
  private final Map<ByteString, ByteString> values = new HashMap<>();
  private final Map<ByteString, ByteString> longNames = new HashMap<>();
  private List<PaxRecord> records = List.of();
  private boolean globalsDisputed;
  private long globalBytes;
  private long ownBytes;

  PaxState(int limit) {
    this.limit = limit;
  }

  void add(TarExtension extension) throws LimitExceededException {
    boolean all = extension.type() == 'g';
    long bytes = (all ? globalBytes : ownBytes) + extension.bytes();
    check(bytes);
    if (all) {
      globalBytes = bytes;
      globals.add(extension);
      globalsDisputed |= isDisputed(extension);
    } else {
      ownBytes = bytes;
      extensions.add(extension);
    }
    boolean gnu = extension.type() == 'L' || extension.type() == 'K';
    if (!all && !gnu) {
      values.clear();
      records = extension.records();
    }
    for (PaxRecord each : extension.records()) {
      (all ? global : gnu ? longNames : values).put(each.key(), each.value());
    }
  }

  /** Checks that an extension of so many bytes may be read at all. */
  void check(long bytes) throws LimitExceededException {
    if (bytes > limit) {
      throw new LimitExceededException(
          "the tar has extension headers of " + bytes + " bytes, and the limit is " + limit, null);
    }
  }

  /** Returns the value that holds for the next entry; an empty one of its own takes it back. */
  @Nullable ByteString get(ByteString key) {
    ByteString own = values.getOrDefault(key, longNames.get(key));
    ByteString value = own != null ? own : global.get(key);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Returns what the next entry's own header of pax says, whatever it is. */
  @Nullable ByteString own(ByteString key) {
    return values.get(key);
  }

  /** Returns what the global headers say, whatever it is. */
  @Nullable ByteString global(ByteString key) {
    return global.get(key);
  }

  /** Returns whether global headers are such as programs read differently for every entry. */
  boolean globalsAreDisputed() {
    return globalsDisputed;
  }

  private static boolean isDisputed(TarExtension global) {
    return !Disputes.hasPlainNumbers(global.header())
        || !global.whole()
        || global.records().stream().anyMatch(each -> each.key().startsWith(SPARSE));
  }

  /** Returns the records of the next entry's own header of pax that counts, in their order. */
  List<PaxRecord> own() {
    return records;
  }

  List<TarExtension> extensions() {
    return extensions;
  }

  List<TarExtension> globals() {
    return globals;
  }

  void clearOwn() {
    extensions.clear();
    values.clear();
    longNames.clear();
    records = List.of();
    ownBytes = 0;
  }
}
