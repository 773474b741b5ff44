package org.gitsnapshot.tree;

import java.io.IOException;
import java.util.Map;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** Hears of each file that belongs in an archive before it is handed over. */
public interface FileObserver {
  /**
   * Takes a file.
   *
   * @param attributes what the archived tree says of it, by name
   */
  void file(ByteString path, Oid blob, Map<String, AttributeValue> attributes) throws IOException;
}
