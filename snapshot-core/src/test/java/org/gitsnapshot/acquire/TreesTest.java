package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits with their trees and without their files. */
@Tag("one-jvm")
final class TreesTest {
  private final Path temp;
  private final GitRepo repo;
  private final Oid first;
  private final Oid second;
  private final AcquireOptions options;
  private final CacheContents cache;

  TreesTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.first = repo.commitFile("dir/file", "one\n");
    this.second = repo.commitFile("dir/file", "two\n");
    this.options = AcquireOptions.of(temp.resolve("cache"));
    this.cache = new CacheContents(temp.resolve("cache"));
  }

  @Test
  void aServerThatFiltersIsAskedForNoBlob() throws Exception {
    repo.git("config", "uploadpack.allowFilter", "true");
    try (GitDaemon daemon = GitDaemon.start(temp);
        GitHttpServer http = GitHttpServer.start(temp)) {
      for (String url : List.of(daemon.url("repo/.git"), http.url("repo/.git"))) {
        requireTrees(options, url, first, false);
        requireTrees(options, url, second, false);
        requireTrees(options.withOffline(true), url, second, false);
      }
    }
    for (Path repository : cache.repositories()) {
      assertThat(repository.toString()).endsWith(".trees.git");
      assertThat(CacheContents.objectTypes(repository))
          .containsExactly("commit", "commit", "tree", "tree", "tree", "tree");
    }
    assertThat(cache.repositories()).hasSize(2);
  }

  @Test
  void whatHasNoFilesIsNotTakenForTheCommit() throws Exception {
    repo.git("config", "uploadpack.allowFilter", "true");
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      String url = daemon.url("repo/.git");
      requireTrees(options, url, second, false);
      try (Acquirer offline = new Acquirer(options.withOffline(true))) {
        assertThatThrownBy(() -> offline.acquire(List.of(url), second, Optional.empty()))
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining("is not in the cache");
      }
      try (Acquirer acquirer = new Acquirer(options);
          ObjectStore store = acquirer.acquire(List.of(url), second, Optional.empty());
          ObjectReader reader = store.newReader()) {
        assertThat(reader.read(repo.id(second + ":dir/file"), ObjectType.BLOB, 9)).hasSize(4);
      }
      // What is there whole by now is used for its trees.
      requireTrees(options.withOffline(true), url, second, true);
    }
  }

  @Test
  void aServerThatDoesNotFilterGivesTheCommitWithItsFiles() throws Exception {
    try (GitDaemon daemon = GitDaemon.start(temp);
        GitHttpServer http = GitHttpServer.start(temp).onlyProtocolZero();
        GitDaemon zero = GitDaemon.startWithProtocolZero(temp)) {
      requireTrees(options, daemon.url("repo/.git"), first, true);
      requireTrees(options, http.url("repo/.git"), second, true);
      requireTrees(options, zero.url("repo/.git"), second, true);
    }
  }

  @Test
  void aLocalRepositoryWithoutFilesIsEnough() throws Exception {
    repo.git("config", "uploadpack.allowFilter", "true");
    GitRepo partial =
        repo.cloneTo(temp.resolve("partial"), "--bare", "--filter=blob:none", "--no-local");
    requireTrees(options, partial.directory().toString(), second, false);
    assertThat(Files.exists(temp.resolve("cache"))).isFalse();
    Path bundle = temp.resolve("x.bundle");
    repo.git("bundle", "create", bundle.toString(), "--all");
    requireTrees(options, bundle.toString(), second, true);
  }

  @Test
  void aCommitThatIsNotThereIsSaidSo() throws Exception {
    Oid none = Oid.fromHex("0123456789012345678901234567890123456789");
    repo.git("config", "uploadpack.allowFilter", "true");
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer acquirer = new Acquirer(options)) {
      assertThatThrownBy(() -> acquirer.trees(List.of(daemon.url("repo/.git")), none))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("no branch or tag leads to commit");
      assertThatThrownBy(() -> acquirer.trees(List.of(repo.directory().toString()), none))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("does not have commit");
    }
  }

  private void requireTrees(AcquireOptions with, String url, Oid commit, boolean files)
      throws IOException {
    try (Acquirer acquirer = new Acquirer(with);
        ObjectStore store = acquirer.trees(List.of(url), commit);
        ObjectReader reader = store.newReader()) {
      assertThat(reader.read(commit, ObjectType.COMMIT, 1000)).isNotEmpty();
      assertThat(reader.read(repo.id(commit + ":dir"), ObjectType.TREE, 1000)).isNotEmpty();
      Oid blob = repo.id(commit + ":dir/file");
      if (files) {
        assertThat(reader.read(blob, ObjectType.BLOB, 9)).hasSize(4);
      } else {
        assertThatThrownBy(() -> reader.read(blob, ObjectType.BLOB, 9))
            .isInstanceOf(UnavailableException.class);
      }
    }
  }
}
