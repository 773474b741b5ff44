package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.StoredObjects;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identities that are computed while a snapshot is built. */
class IdentitiesBuildTest {
  private static final int BIG = 3 << 20; // More than queues and pipe hold.

  @TempDir Path directory;

  @Test
  void theyAreThoseOfTheTarThatWasMade() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    byte[] big = new byte[BIG];
    new Random(1).nextBytes(big);
    Oid below = repository.tree(List.of(new Item("100755", "run", repository.blob("x"))));
    Oid tree =
        repository.tree(
            List.of(
                new Item("100644", "big", repository.blob(big)),
                new Item("40000", "a", below),
                new Item("120000", "link", repository.blob("a/run"))));
    Oid commit = repository.commit(tree);
    repository.flush();
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Built built = run(repository, commit, "x/", true, tar);
    Identities identities = built.identities().orElseThrow();
    assertThat(identities)
        .isEqualTo(
            Identities.ofTar(
                new ByteArrayInputStream(tar.toByteArray()),
                Optional.of(commit),
                Optional.empty()));
    assertThat(identities.gitTree()).isEqualTo(tree);
    assertThat(identities.swhidRevision()).contains("swh:1:rev:" + commit);
    assertThat(run(repository, commit, "x/", false, tar).identities()).isEmpty();
  }

  @Test
  void whatHasNoIdentityIsRefusedAndNothingHangs() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Oid tree =
        repository.tree(List.of(new Item("100644", "big", repository.blob(new byte[BIG * 3]))));
    Oid commit = repository.commit(tree);
    repository.flush();
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    for (String prefix : List.of("../x/", "y/../x/")) {
      assertThatThrownBy(() -> run(repository, commit, prefix, true, tar))
          .isInstanceOf(UnsupportedException.class)
          .hasMessageMatching(".*\\.\\./x/? has a \"\\.\\.\" in it");
    }
    assertThatThrownBy(() -> run(repository, commit, "/x/", true, tar))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageMatching("/x/? begins with a slash");
  }

  private static Built run(
      RawRepository repository,
      Oid commit,
      String prefix,
      boolean identities,
      ByteArrayOutputStream tar)
      throws IOException {
    tar.reset();
    Compressor gzip = new Compressor("gnu-gzip", 1);
    try (ObjectStore store = StoredObjects.open(repository.directory(), "the repository")) {
      return new Pipeline(Limits.DEFAULT, 1)
          .withIdentities(identities)
          .run(
              new Subject(store, commit, IdentitiesBuildTest::noHistory),
              new TarRecipe(Profile.GIT, ByteString.utf8(prefix), SubstInputs.NONE),
              List.of(
                  new Target(Format.TAR, Optional.empty(), tar),
                  new Target(Format.TAR_GZ, Optional.of(gzip), new ByteArrayOutputStream())),
              position -> {});
    }
  }

  private static History noHistory() {
    throw new AssertionError("the archive depends on more than the commit");
  }
}
