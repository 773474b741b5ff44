package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gitsnapshot.acquire.AcquireOptions;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every archive of {@code golden/} has the digest that C git gave it, and nothing there is idle.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of(System.getProperty("snapshot.root"), "golden");

  private record Row(
      String what, Oid commit, String prefix, String tar, String gzip, Profile profile) {}

  @TempDir static Path cache;

  @TestFactory
  Stream<DynamicTest> archivesAreThoseOfGit() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : names(".bundle")) {
      for (Row row : rows(name)) {
        tests.add(DynamicTest.dynamicTest(name + ": " + row.what, () -> check(name, row)));
      }
    }
    return tests.stream();
  }

  @Test
  void everyBundleHasItsDigestsAndEveryListItsBundle() throws IOException {
    assertThat(names(".bundle")).isEqualTo(names(".tsv")).isNotEmpty();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      Set<String> others =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> !file.endsWith(".bundle") && !file.endsWith(".tsv"))
              .collect(Collectors.toSet());
      assertThat(others).containsExactlyInAnyOrder("make", "README.md");
    }
  }

  private static void check(String name, Row row) throws IOException {
    List<String> urls = List.of(name + ".bundle");
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(cache).withBase(GOLDEN));
        ObjectStore store = acquirer.acquire(urls, row.commit, Optional.empty())) {
      OutputStream nowhere = OutputStream.nullOutputStream();
      Compressor gzip = Compressor.defaultFor(Format.TAR_GZ);
      List<Target> targets =
          List.of(
              new Target(Format.TAR, Optional.empty(), nowhere),
              new Target(Format.TAR_GZ, Optional.of(gzip), nowhere));
      Built built =
          new Pipeline(Limits.DEFAULT, 1)
              .run(
                  new Subject(store, row.commit, () -> acquirer.history(urls, row.commit)),
                  recipe(row),
                  targets,
                  position -> {});
      assertThat(built.rawTar().sha256().hex()).isEqualTo(row.tar);
      assertThat(built.files())
          .hasEntrySatisfying(
              Format.TAR_GZ, made -> assertThat(made.sha256().hex()).isEqualTo(row.gzip));
    }
  }

  private static TarRecipe recipe(Row row) {
    return new TarRecipe(row.profile, ByteString.utf8(row.prefix), SubstInputs.NONE);
  }

  private static Set<String> names(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(suffix))
          .map(file -> file.substring(0, file.length() - suffix.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<Row> rows(String name) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(GOLDEN.resolve(name + ".tsv"))) {
      String[] cells = line.split("\t", -1);
      if (!line.startsWith("#")) {
        // Where there is more than one git, the profile and the version come last.
        Profile profile = cells.length == 5 ? Profile.GIT : Profile.ofLabel(cells[5]).orElseThrow();
        String what = cells.length == 5 ? cells[0] : cells[0] + ", " + cells[6];
        rows.add(new Row(what, Oid.fromHex(cells[1]), cells[2], cells[3], cells[4], profile));
      }
    }
    return rows;
  }
}
