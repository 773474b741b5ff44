package org.gitsnapshot.cli;

import org.gitsnapshot.Snapshots;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  static final String LINE = "git-snapshot " + Snapshots.version();

  @Override
  public String[] getVersion() {
    return new String[] {LINE};
  }
}
