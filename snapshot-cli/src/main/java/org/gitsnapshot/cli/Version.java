package org.gitsnapshot.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells picocli what {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {VersionLine.TEXT};
  }
}
