package org.gitsnapshot.cli;

import org.gitsnapshot.Snapshots;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"git-snapshot " + Snapshots.version()};
  }
}
