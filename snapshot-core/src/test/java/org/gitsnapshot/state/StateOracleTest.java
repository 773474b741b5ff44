package org.gitsnapshot.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.StoredHistory;
import org.gitsnapshot.objects.StoredRepository;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All commits of random repositories: descriptions, decorations and abbreviations are C git's.
 *
 * <p>{@code -Dsnapshot.long=true} makes {@value #LONG_SEEDS} repositories in place of {@value
 * #SEEDS}, from the seed {@code -Dsnapshot.seed} on.
 */
@Tag("one-jvm")
final class StateOracleTest {
  private static final int SEEDS = 20;
  private static final int LONG_SEEDS = 3000;

  /** The options as git has them, and as ours. */
  private record Case(List<String> arguments, DescribeOptions options) {
    static Case of(DescribeOptions options) {
      List<String> arguments = new ArrayList<>();
      if (options.tags()) {
        arguments.add("--tags");
      }
      options.abbrev().ifPresent(digits -> arguments.add("--abbrev=" + digits));
      options.match().forEach(pattern -> arguments.add("--match=" + pattern));
      options.exclude().forEach(pattern -> arguments.add("--exclude=" + pattern));
      return new Case(arguments, options);
    }
  }

  private static final List<Case> CASES =
      List.of(
          describe(false, OptionalInt.empty(), List.of(), List.of()),
          describe(true, OptionalInt.empty(), List.of(), List.of()),
          describe(false, OptionalInt.of(0), List.of(), List.of("rc/*")),
          describe(true, OptionalInt.of(0), List.of("v1.*", "a-?"), List.of("*[3-5]")),
          describe(true, OptionalInt.of(1), List.of("*c*[0-9]"), List.of()),
          describe(false, OptionalInt.of(50), List.of("*1*", "*2*"), List.of("a-*", "?2*")));

  private static Case describe(
      boolean tags, OptionalInt abbrev, List<String> match, List<String> exclude) {
    return Case.of(
        new DescribeOptions(
            tags,
            abbrev,
            match.stream().map(ByteString::utf8).toList(),
            exclude.stream().map(ByteString::utf8).toList()));
  }

  @TempDir Path directory;
  private long described;
  private long decorated;

  @Test
  void everyCommitHasTheStateThatGitGivesIt() throws Exception {
    long first = Long.getLong("snapshot.seed", 0);
    int seeds = Boolean.getBoolean("snapshot.long") ? LONG_SEEDS : SEEDS;
    for (long seed = first; seed < first + seeds; seed++) {
      compare(seed);
    }
    // There was something to describe and to decorate in most.
    assertThat(described).isGreaterThan(seeds * 40L);
    assertThat(decorated).isGreaterThan(seeds * 5L);
  }

  private void compare(long seed) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("seed-" + seed));
    List<Oid> commits = RandomHistory.make(seed, folder);
    List<String> expected = expected(new Tool(folder), commits);
    List<String> ours = new ArrayList<>();
    try (History history = new StoredHistory(StoredRepository.open(folder), "it")) {
      for (Oid commit : commits) {
        ours.addAll(ours(new RepositoryState(history, commit), commit));
      }
    }
    assertThat(ours).hasSameSizeAs(expected);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      if (!ours.get(i).equals(expected.get(i))) {
        differences.add("git: " + expected.get(i) + ", ours: " + ours.get(i));
      }
    }
    assertThat(differences).as("seed %d", seed).isEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }

  private static List<String> ours(RepositoryState state, Oid commit) throws IOException {
    List<String> answers = new ArrayList<>();
    answers.add(commit + " " + state.abbreviate(commit, OptionalInt.empty()));
    answers.add(commit + " " + state.abbreviate(commit, OptionalInt.of(4)));
    answers.add(commit + " " + state.decorations());
    for (Case one : CASES) {
      answers.add(commit + " " + one.arguments + " " + state.describe(one.options));
    }
    return answers;
  }

  private List<String> expected(Tool git, List<Oid> commits) {
    List<String> short7 = log(git, commits, "--format=%h");
    List<String> short4 = log(git, commits, "--abbrev=4", "--format=%h");
    List<String> names = log(git, commits, "--clear-decorations", "--format=%D");
    List<List<String>> descriptions = new ArrayList<>();
    for (Case one : CASES) {
      descriptions.add(describe(git, one, commits));
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < commits.size(); i++) {
      String commit = commits.get(i).hex();
      expected.add(commit + " " + short7.get(i));
      expected.add(commit + " " + short4.get(i));
      expected.add(commit + " " + names.get(i));
      decorated += names.get(i).isEmpty() ? 0 : 1;
      for (int c = 0; c < CASES.size(); c++) {
        String description = descriptions.get(c).get(i);
        expected.add(commit + " " + CASES.get(c).arguments + " " + description);
        described += description.isEmpty() ? 0 : 1;
      }
    }
    return expected;
  }

  private static List<String> log(Tool git, List<Oid> commits, String... arguments) {
    List<String> all = new ArrayList<>(List.of("log", "--no-walk=unsorted"));
    all.addAll(Arrays.asList(arguments));
    return lines(git, all, commits);
  }

  /** With {@code --always} git goes on where it finds nothing, and prints an id of hex digits. */
  private static List<String> describe(Tool git, Case one, List<Oid> commits) {
    List<String> all = new ArrayList<>(List.of("describe", "--always"));
    all.addAll(one.arguments);
    return lines(git, all, commits).stream()
        .map(line -> line.matches("[0-9a-f]+") ? "" : line)
        .toList();
  }

  private static List<String> lines(Tool git, List<String> arguments, List<Oid> commits) {
    List<String> all = new ArrayList<>(arguments);
    commits.forEach(commit -> all.add(commit.hex()));
    byte[] printed = git.git(new byte[0], all.toArray(String[]::new));
    List<String> lines =
        new ArrayList<>(Arrays.asList(new String(printed, StandardCharsets.UTF_8).split("\n", -1)));
    lines.remove(lines.size() - 1);
    assertThat(lines).hasSameSizeAs(commits);
    return lines;
  }
}
