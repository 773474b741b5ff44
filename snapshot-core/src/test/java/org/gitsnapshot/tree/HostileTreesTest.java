package org.gitsnapshot.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.StoredObjects;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that were made to take all there is of time, memory or disk. */
@Tag("one-jvm")
class HostileTreesTest {
  @TempDir Path directory;

  private RawRepository repository;
  private Oid blob;

  @BeforeEach
  void makeRepository() {
    repository = RawRepository.init(directory);
    blob = repository.blob("x");
  }

  /** Ten to the power of {@code levels} times the same tree. */
  private Oid bomb(Oid tree, int levels) {
    Oid bomb = tree;
    for (int level = 0; level < levels; level++) {
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        items.add(new Item("40000", "d" + i, bomb));
      }
      bomb = repository.tree(items);
    }
    return bomb;
  }

  private void requireLimit(Oid commit, Limit limit, long value, String words) throws IOException {
    repository.flush();
    Limits limits = Limits.DEFAULT.with(limit, value);
    assertThatThrownBy(() -> write(commit, limits))
        .isInstanceOfSatisfying(
            LimitExceededException.class,
            e ->
                assertThat(e.hint())
                    .contains(
                        "the limit is %s, %d; --limit %s=N allows more"
                            .formatted(limit.title(), value, limit.title())))
        .hasMessageContaining(words);
  }

  private void write(Oid commit, Limits limits) throws IOException {
    try (StoredObjects store = StoredObjects.open(directory, "r")) {
      Object unused =
          new Pipeline(limits, 1)
              .run(
                  new Subject(
                      store,
                      commit,
                      () -> {
                        throw new AssertionError("nobody asks for the history");
                      }),
                  new TarRecipe(Profile.GIT, ByteString.EMPTY, SubstInputs.NONE),
                  List.of(
                      new Target(Format.TAR, Optional.empty(), OutputStream.nullOutputStream())),
                  bytes -> {});
    }
  }

  @Test
  void aBombOfEmptyDirectoriesEnds() throws IOException {
    Oid commit = repository.commit(bomb(repository.tree(List.of()), 12));
    requireLimit(commit, Limit.ENTRIES, 5000, "there are more than 5000 entries");
  }

  @Test
  void aBombOfFilesThatAreLeftOutEnds() throws IOException {
    Oid attributes = repository.blob("f export-ignore\n");
    Oid files = repository.tree(List.of(new Item("100644", "f", blob)));
    Oid root =
        repository.tree(
            List.of(
                new Item("100644", ".gitattributes", attributes),
                new Item("40000", "d", bomb(files, 12))));
    requireLimit(repository.commit(root), Limit.ENTRIES, 5000, "there are more than 5000 entries");
  }

  @Test
  void aBombOfFilesEndsBeforeTheDiskIsFull() throws IOException {
    Oid large = repository.blob(new byte[100_000]);
    Oid commit =
        repository.commit(bomb(repository.tree(List.of(new Item("100644", "f", large))), 9));
    requireLimit(commit, Limit.TAR_BYTES, 1_000_000, "more than 1000000 bytes at d0/d0/");
  }

  @Test
  void attributeFilesAreBoundedTogether() throws IOException {
    Oid half = repository.blob("a b\n".repeat(150));
    Oid inner = repository.tree(List.of(new Item("100644", ".gitattributes", half)));
    Oid root =
        repository.tree(
            List.of(new Item("100644", ".gitattributes", half), new Item("40000", "d", inner)));
    requireLimit(
        repository.commit(root),
        Limit.ATTRIBUTE_BYTES,
        1000,
        "d/.gitattributes has 600 bytes, and those above it have 600");
  }

  @Test
  void patternsThatTakeLongAreStopped() throws IOException {
    Oid attributes = repository.blob(("**/a*".repeat(300) + " text\n").repeat(50));
    List<Item> items = new ArrayList<>();
    items.add(new Item("100644", ".gitattributes", attributes));
    for (int i = 0; i < 50; i++) {
      items.add(new Item("100644", "a".repeat(200) + i, blob));
    }
    requireLimit(
        repository.commit(repository.tree(items)),
        Limit.ATTRIBUTE_STEPS,
        1000,
        "takes too long, at .gitattributes");
  }

  @Test
  void pathsAreBounded() throws IOException {
    Oid tree = repository.tree(List.of(new Item("100644", "f", blob)));
    for (int level = 0; level < 9; level++) {
      tree = repository.tree(List.of(new Item("40000", "d".repeat(2000), tree)));
    }
    requireLimit(repository.commit(tree), Limit.PATH_BYTES, 16 << 10, "a path has 18008 bytes");
  }

  @Test
  void commitsAndLinksAreBounded() throws IOException {
    Oid tree = repository.tree(List.of(new Item("120000", "l", repository.blob("y".repeat(5000)))));
    Oid commit = repository.commit(tree);
    requireLimit(commit, Limit.COMMIT_BYTES, 50, "has");
    requireLimit(commit, Limit.LINK_BYTES, 4096, "has 5000 bytes");
    requireLimit(commit, Limit.TREE_BYTES, 5, "has 29 bytes");
  }

  @Test
  void macrosOfMacrosAreTakenAsByGit() throws IOException {
    StringBuilder lines = new StringBuilder();
    int length = 20_000;
    for (int i = 0; i < length; i++) {
      lines.append("[attr]m").append(i).append(" m").append(i + 1).append('\n');
    }
    lines.append("[attr]m").append(length).append(" export-ignore m0\nf m0\n");
    Oid root =
        repository.tree(
            List.of(
                new Item("100644", ".gitattributes", repository.blob(lines.toString())),
                new Item("100644", "f", blob),
                new Item("100644", "g", blob)));
    Oid commit = repository.commit(root);
    repository.flush();
    try (OurArchive ours = new OurArchive(repository)) {
      TarBytes.assertSame(
          "macros", ours.of(commit, ByteString.EMPTY), GitArchive.of(repository, commit, ""));
    }
  }
}
