package org.gitsnapshot.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalSourceTest {
  private final Path temp;

  LocalSourceTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void readsARepositoryWithAWorkTree() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    Oid commit = repo.commitFile("a", "hello\n");
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(temp.resolve("cache")));
        ObjectStore store =
            acquirer.acquire(List.of(repo.directory().toString()), commit, Optional.empty());
        ObjectReader reader = store.newReader()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      reader.blob(repo.id("HEAD:a")).writeTo(out);
      assertThat(out.toString(UTF_8)).isEqualTo("hello\n");
    }
  }

  @Test
  void readsABundle() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    Oid commit = repo.commitFile("a", "hello\n");
    Path bundle = temp.resolve("x.bundle");
    repo.git("bundle", "create", "-q", bundle.toString(), "--all");
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(temp.resolve("cache")));
        ObjectStore store = acquirer.acquire(List.of(bundle.toString()), commit, Optional.empty());
        ObjectReader reader = store.newReader()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      reader.blob(repo.id("HEAD:a")).writeTo(out);
      assertThat(out.toString(UTF_8)).isEqualTo("hello\n");
    }
  }
}
