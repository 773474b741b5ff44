package org.gitsnapshot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays the corpus of every target, and fuzzes all of them together for a moment.
 *
 * <p>{@code -Dsnapshot.fuzz=10m} fuzzes each target for so long in place of that, one after the
 * other, and {@code -Dsnapshot.fuzz.target=PinFileFuzz} only one. What is found and what was learnt
 * stays in {@code target/fuzz}; a finding goes into the corpus, under a name that says what it was,
 * together with the change that mends it.
 *
 * <pre>
 * mvn -Dfast -pl snapshot-core test -Dtest=FuzzTargetsTest -Dsnapshot.fuzz=10m
 * </pre>
 */
@Tag("one-jvm")
class FuzzTargetsTest {
  private static final String TIME = System.getProperty("snapshot.fuzz", "");
  private static final String TARGET = System.getProperty("snapshot.fuzz.target", "");

  /** So many inputs take some seconds, and are the same number on every machine. */
  private static final int SHORT_RUNS = 2_000;

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicTest> corpus() {
    return FuzzTarget.ALL.stream()
        .flatMap(
            target ->
                target.inputs().stream()
                    .map(
                        input ->
                            DynamicTest.dynamicTest(
                                target.name() + "/" + input.getFileName(),
                                () -> target.run(Files.readAllBytes(input)))));
  }

  @TestFactory
  Stream<DynamicTest> longRuns() {
    Path directory =
        Path.of(System.getProperty("snapshot.root"), "snapshot-core", "target", "fuzz");
    return FuzzTarget.ALL.stream()
        .filter(target -> !TIME.isEmpty())
        .filter(target -> TARGET.isEmpty() || TARGET.equals(target.name()))
        .map(
            target ->
                DynamicTest.dynamicTest(
                    target.name(),
                    () ->
                        assertThat(
                                new JazzerRun(
                                        directory, directory.resolve(target.name()), TIME, false)
                                    .run(target.type(), -1, List.of(target.corpus())))
                            .isEmpty()));
  }

  @Test
  void nothingIsFoundInAMoment() throws Exception {
    Path seeds = Files.createDirectory(temp.resolve("seeds"));
    int number = 0;
    for (int choice = 0; choice < FuzzTarget.ALL.size(); choice++) {
      for (Path input : FuzzTarget.ALL.get(choice).inputs()) {
        byte[] content = Files.readAllBytes(input);
        byte[] chosen = new byte[content.length + 1];
        chosen[0] = (byte) choice;
        System.arraycopy(content, 0, chosen, 1, content.length);
        Files.write(seeds.resolve("seed-" + number++), chosen);
      }
    }
    JazzerRun run = JazzerRun.brief(temp);
    assertThat(run.run(EveryFuzz.class, SHORT_RUNS, List.of(seeds))).isEmpty();
  }

  @Test
  void whatIsPlantedIsFound() throws Exception {
    JazzerRun run = JazzerRun.brief(temp);
    String printed = run.run(PlantedFuzz.class, -1, List.of());
    assertThat(printed).contains("found what was planted");
    List<Path> crashes = new ArrayList<>();
    try (Stream<Path> files = Files.list(temp)) {
      files
          .filter(file -> file.getFileName().toString().startsWith("crash-"))
          .forEach(crashes::add);
    }
    assertThat(crashes).singleElement().satisfies(crash -> assertThat(crash).hasContent("planted"));
  }
}
