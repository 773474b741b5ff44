package org.gitsnapshot.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program by itself: shows its help. */
@Command(
    name = "snapshot",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The same commit gives the same bytes: snapshots of git commits that anybody can make again,"
          + " byte for byte what git archive and gzip give, without either."
    },
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  snapshot build pins/demo.toml -o snapshots",
      "  snapshot pin https://github.com/OWNER/REPO v1.0 --like github >> pins.toml",
      "  snapshot verify pins.toml",
      "",
      "Exit codes: 0 done or the same, 1 a difference, 2 wrong usage or input, 3 could not be done."
    })
final class SnapshotCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      CommandLine line = spec.commandLine();
      line.usage(line.getErr());
    }
    return ExitCode.USAGE.code();
  }
}
