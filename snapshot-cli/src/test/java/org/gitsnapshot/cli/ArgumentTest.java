package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What an argument holds when the others have been read. */
class ArgumentTest {
  private final Argument<Boolean> flag = Argument.flag("--flag");
  private final Argument<String> text = Argument.text("-t", "--text");
  private final Argument<Integer> number = Argument.number("--number").otherwise(7);
  private final Argument<List<Path>> paths = Argument.paths("--path");
  private final Argument<List<String>> words = Argument.texts("--word").split(",");
  private final Argument<Map<String, String>> pairs = Argument.pairs("--pair");
  private final Argument<List<String>> rest = Argument.texts().times("0..*");

  @Test
  void whatIsNotGivenHasNoValueOrAnother() {
    parse();
    assertThat(flag.get()).isFalse();
    assertThat(text.isGiven()).isFalse();
    assertThat(text.value()).isEmpty();
    assertThat(number.get()).isEqualTo(7);
    assertThat(paths.get()).isEmpty();
    assertThat(words.get()).isEmpty();
    assertThat(pairs.get()).isEmpty();
    assertThat(rest.get()).isEmpty();
  }

  @Test
  void whatIsGivenIsTheValue() {
    parse("--flag", "-tx", "--number=-3", "a", "--path", "p", "--path=q", "--word", "b,c", "d");
    assertThat(flag.get()).isTrue();
    assertThat(text.get()).isEqualTo("x");
    assertThat(number.get()).isEqualTo(-3);
    assertThat(paths.get()).containsExactly(Path.of("p"), Path.of("q"));
    assertThat(words.get()).containsExactly("b", "c");
    assertThat(rest.get()).containsExactly("a", "d");
    parse("--pair", "k=v=w", "--pair", "l=m");
    assertThat(pairs.get()).isEqualTo(Map.of("k", "v=w", "l", "m"));
  }

  @Test
  void whatNobodyAddedToACommandIsNotTakenForOneThatIsNotGiven() {
    assertThatThrownBy(text::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("-t --text is in no command");
  }

  private void parse(String... arguments) {
    CommandSpec command = CommandSpec.create();
    Argument.addTo(command, flag, text, number, paths, words, pairs, rest);
    new CommandLine(command).parseArgs(arguments);
  }
}
