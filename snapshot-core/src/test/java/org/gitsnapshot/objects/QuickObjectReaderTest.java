package org.gitsnapshot.objects;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Reads what {@link JGitObjectReaderTest} does, straight from the files where that is enough. */
@Tag("one-jvm")
class QuickObjectReaderTest extends JGitObjectReaderTest {
  QuickObjectReaderTest(@TempDir Path temp) {
    super(temp);
  }

  @Override
  boolean byJGitAlone() {
    return false;
  }
}
