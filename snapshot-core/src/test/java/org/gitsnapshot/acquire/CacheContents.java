package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.objects.GitRepo;

/** What is in a cache, as C git sees it. */
final class CacheContents {
  private final Path cache;

  CacheContents(Path cache) {
    this.cache = cache;
  }

  /** Returns the repositories. */
  List<Path> repositories() throws IOException {
    Path directory = cache.resolve("repositories");
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".git")).sorted().toList();
    }
  }

  /** Returns the only repository without history. */
  Path snapshots() throws IOException {
    List<Path> found =
        repositories().stream()
            .filter(path -> !path.toString().matches(".*\\.(history|commits)\\.git"))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** Returns whether a repository with history was made. */
  boolean hasHistory() throws IOException {
    return repositories().stream().anyMatch(path -> path.toString().endsWith(".history.git"));
  }

  /** Returns the only repository whose name ends so. */
  Path ending(String end) throws IOException {
    List<Path> found =
        repositories().stream().filter(path -> path.toString().endsWith(end)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** Returns the types of all objects that {@link #snapshots} has. */
  List<String> objectTypes() throws IOException {
    return objectTypes(snapshots());
  }

  /** Returns the types of all objects that a repository has. */
  static List<String> objectTypes(Path repository) {
    String types =
        GitRepo.run(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)");
    return types.lines().sorted().toList();
  }

  /** Checks every repository with git's own check. */
  void requireSound() throws IOException {
    for (Path repository : repositories()) {
      GitRepo.run(repository, "fsck", "--strict", "--no-dangling");
    }
  }

  /** Returns the names of all temporary files in all repositories. */
  List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("incoming_") || name.endsWith(".lock"))
          .filter(name -> !name.endsWith(".git.lock"))
          .toList();
    }
  }
}
