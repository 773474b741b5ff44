package org.gitsnapshot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code snapshot help}, as picocli's own, which it would read from annotations. */
final class HelpCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandSpec.wrapWithoutInspection(this).name("help").interpolateVariables(false);

  private final Argument<String> command =
      Argument.text()
          .label("COMMAND")
          .times("0..1")
          .says("The COMMAND to display the usage help message for.");

  /** Returns what picocli has to know of it. */
  static CommandSpec spec() {
    HelpCommand help = new HelpCommand();
    CommandSpec spec = help.spec;
    spec.helpCommand(true)
        .usageMessage()
        .header("Display help information about the specified command.")
        .synopsisHeading("%nUsage: ")
        .description(
            "%nWhen no COMMAND is given, the usage help for the main command is displayed.",
            "If a COMMAND is specified, the help for that command is shown.%n");
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show usage help for the help command and exit.")
            .build());
    Argument.addTo(spec, help.command);
    return spec;
  }

  @Override
  public Integer call() {
    CommandLine program = spec.commandLine().getParent();
    CommandLine asked = program;
    if (command.isGiven()) {
      asked = program.getSubcommands().get(command.get());
      if (asked == null) {
        throw new ParameterException(
            program, "Unknown subcommand '" + command.get() + "'.", null, command.get());
      }
    }
    asked.usage(program.getOut());
    return ExitCode.DONE.code();
  }
}
