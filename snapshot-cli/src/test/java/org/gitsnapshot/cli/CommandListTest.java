package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands are found by the names they have themselves. */
class CommandListTest {
  private final PrintStream nowhere =
      new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
  private final Commands commands =
      new Commands(
          new Terminal(nowhere, nowhere, Map.of(), false, new RunLog(nowhere, Clock.systemUTC())));

  @Test
  void eachIsMadeAloneByItsOwnName() {
    for (String name : Commands.NAMES) {
      if (!name.equals("help")) {
        List<CommandSpec> made = commands.neededFor(name);
        assertThat(made).hasSize(1);
        assertThat(new CommandLine(made.get(0)).getCommandName()).isEqualTo(name);
      }
    }
  }

  @Test
  void helpAndWhatIsNoCommandNeedAll() {
    assertThat(commands.neededFor("help")).hasSameSizeAs(Commands.NAMES);
    assertThat(commands.neededFor("bild")).hasSameSizeAs(Commands.NAMES);
    assertThat(commands.neededFor("--help")).hasSameSizeAs(Commands.NAMES);
  }
}
