package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of which nothing is left, which git wrote up to 2.14.2. */
class EmptyDirectoriesTest {
  @TempDir Path directory;

  @Test
  void onlyTheOldProfilesWriteThem() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Oid blob = repository.blob("x");
    Oid empty = repository.tree(List.of());
    Oid nested = repository.tree(List.of(new Item("40000", "e", empty)));
    Oid ignored = repository.tree(List.of(new Item("100644", "drop", blob)));
    Oid onlyIgnored = repository.tree(List.of(new Item("40000", "drop", ignored)));
    Oid full = repository.tree(List.of(new Item("100644", "f", blob)));
    Oid lines = repository.blob("drop export-ignore\n.gitattributes export-ignore\n");
    Oid commit =
        repository.commit(
            repository.tree(
                List.of(
                    new Item("100644", ".gitattributes", lines),
                    new Item("40000", "empty", empty),
                    new Item("40000", "nested", nested),
                    new Item("40000", "only-ignored", onlyIgnored),
                    new Item("40000", "with-ignored", ignored),
                    new Item("40000", "full", full),
                    new Item("40000", "drop", full))));
    repository.flush();
    List<String> today = List.of("full/", "full/f", "with-ignored/");
    List<String> then =
        List.of(
            "empty/", "full/", "full/f", "nested/", "nested/e/", "only-ignored/", "with-ignored/");
    try (OurArchive ours = new OurArchive(repository)) {
      assertThat(names(ours.of(commit, ByteString.EMPTY, Profile.GIT))).isEqualTo(today);
      assertThat(names(ours.of(commit, ByteString.EMPTY, Profile.GIT_2_14))).isEqualTo(today);
      assertThat(names(ours.of(commit, ByteString.EMPTY, Profile.GIT_2_9))).isEqualTo(then);
      assertThat(names(ours.of(commit, ByteString.EMPTY, Profile.GIT_1_8_0))).isEqualTo(then);
    }
  }

  private static List<String> names(byte[] tar) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
