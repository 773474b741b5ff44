package org.gitsnapshot.archive;

import java.io.IOException;

/** Takes the entries of one archive in their order. */
public interface EntrySink {
  /** Takes what the archive says of itself; called once, first. */
  void begin(ArchiveMeta meta) throws IOException;

  /** Takes the next entry. */
  void entry(Entry entry) throws IOException;
}
