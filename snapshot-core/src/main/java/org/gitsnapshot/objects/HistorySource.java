package org.gitsnapshot.objects;

import java.io.IOException;

/** Opens a repository's history, which may take a connection and is done only when needed. */
@FunctionalInterface
public interface HistorySource {
  /** Opens it; the caller closes it. */
  History open() throws IOException;
}
