package org.gitsnapshot.build;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.archive.EntrySink;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;

/**
 * Stops an archive before the entry that would make it longer than {@link Limit#TAR_BYTES}.
 *
 * @param position how many bytes there are so far
 */
record BoundedSink(EntrySink sink, LongSupplier position, Limits limits) implements EntrySink {
  @Override
  public void begin(ArchiveMeta meta) throws IOException {
    sink.begin(meta);
  }

  @Override
  public void entry(Entry entry) throws IOException {
    long size = entry instanceof Entry.File file ? file.content().size() : 0;
    if (size > limits.of(Limit.TAR_BYTES) - position.getAsLong()) {
      throw limits.exceeded(
          Limit.TAR_BYTES,
          "the archive has more than "
              + limits.of(Limit.TAR_BYTES)
              + " bytes at "
              + entry.path().display());
    }
    sink.entry(entry);
  }
}
