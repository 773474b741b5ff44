package org.gitsnapshot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.recipe.Umask;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarBytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes with a umask against {@code git archive} with {@code tar.umask}, byte for byte. */
@Tag("one-jvm")
class UmaskOracleTest {
  private static final int SEEDS = 60;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"0", "002", "0022", "0077", "0111", "0777"})
  void everyKindOfEntryHasTheModeOfGit(String text) throws IOException {
    Umask umask = Umask.parse(text).orElseThrow();
    RawRepository repository = RawRepository.init(directory);
    Oid commit = commit(repository);
    repository.flush();
    try (OurArchive ours = new OurArchive(repository)) {
      for (String prefix : List.of("", "p-1.0/", "a//", "noslash-", "d".repeat(120) + "/")) {
        byte[] git =
            repository
                .tool()
                .git(
                    new byte[0],
                    "-c",
                    "tar.umask=" + text,
                    "archive",
                    "--prefix=" + prefix,
                    commit.hex());
        TarRecipe recipe =
            new TarRecipe(Profile.GIT, ByteString.utf8(prefix), umask, SubstInputs.NONE, List.of());
        TarBytes.assertSame(recipe.toString(), ours.of(commit, recipe), git);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "0022", "0777"})
  void randomCommitsGiveTheTarOfGit(String text) throws IOException {
    Umask umask = Umask.parse(text).orElseThrow();
    Comparison comparison = new Comparison(directory, "git", Profile.GIT, umask, false);
    new Seeds(comparison, Features.TODAY).requireSame(7_000, SEEDS);
    assertThat(comparison.bytes()).isGreaterThan(SEEDS * 20_000L);
  }

  private static Oid commit(RawRepository repository) {
    Oid file = repository.blob("content\n");
    String longName = "l".repeat(120);
    Oid inner =
        repository.tree(
            List.of(
                new Item("100644", "plain", file),
                new Item("100755", "run", repository.blob("#!/bin/sh\n")),
                new Item("100664", "old", file),
                new Item("100755", longName, file),
                new Item("120000", longName + "-link", repository.blob("t".repeat(150)))));
    Oid deep = repository.tree(List.of(new Item("40000", "e".repeat(90), inner)));
    return repository.commit(
        repository.tree(
            List.of(
                new Item("100644", ".gitattributes", repository.blob("subst export-subst\n")),
                new Item("100755", "subst", repository.blob("$Format:%H %ct$\n")),
                new Item("40000", "d".repeat(90), deep),
                new Item("40000", "inner", inner),
                new Item("120000", "link", repository.blob("inner/run")),
                new Item("160000", "module", Oid.fromHex("12".repeat(20))))));
  }
}
