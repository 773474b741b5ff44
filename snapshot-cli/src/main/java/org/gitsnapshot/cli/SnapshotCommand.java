package org.gitsnapshot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program by itself: shows its help. */
final class SnapshotCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandSpec.wrapWithoutInspection(this).name("snapshot").interpolateVariables(false);

  /** Returns what picocli has to know of it. */
  CommandSpec spec() {
    spec.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .description(
            "The same commit gives the same bytes: snapshots of git commits that anybody can make"
                + " again, byte for byte what git archive and gzip give, without either.")
        .footerHeading("%nFirst steps:%n")
        .footer(
            "  snapshot build pins/demo.toml -o snapshots",
            "  snapshot pin https://github.com/OWNER/REPO v1.0 --like github >> pins.toml",
            "  snapshot verify pins.toml",
            "",
            "Exit codes: 0 done or the same, 1 a difference, 2 wrong usage or input, 3 could not be"
                + " done.");
    StandardOptions.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    line.usage(line.getErr());
    return ExitCode.USAGE.code();
  }
}
