package org.gitsnapshot.cli;

import org.gitsnapshot.Snapshots;

/** What {@code --version} prints; apart from picocli, which takes longer to load than to print. */
final class VersionLine {
  static final String TEXT = "git-snapshot " + Snapshots.version();

  private VersionLine() {}
}
