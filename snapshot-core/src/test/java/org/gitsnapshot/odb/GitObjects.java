package org.gitsnapshot.odb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.jspecify.annotations.Nullable;

/** What C git says of a repository's objects, beside what the files' reader finds. */
final class GitObjects {
  private static final List<String> TYPES = List.of("", "commit", "tree", "blob", "tag");

  private GitObjects() {}

  /** Returns a repository's own files. */
  static ObjectFiles files(GitRepo repo) {
    return new ObjectFiles(List.of(directory(repo)));
  }

  static Path directory(GitRepo repo) {
    return repo.directory().resolve(".git/objects");
  }

  /** Checks that each object of a repository is found, or left because it is long. */
  static void requireAllFound(GitRepo repo) throws Exception {
    try (ObjectFiles files = files(repo)) {
      requireAllFound(repo, files);
    }
  }

  static void requireAllFound(GitRepo repo, ObjectFiles files) throws IOException {
    Set<String> lines = all(repo);
    assertThat(lines).isNotEmpty();
    try (ObjectFileReader reader = files.newReader()) {
      requireFound(repo, lines, reader);
    }
  }

  private static void requireFound(GitRepo repo, Set<String> lines, ObjectFileReader reader)
      throws IOException {
    for (String line : lines) {
      String[] fields = line.split(" ", -1);
      Oid id = Oid.fromHex(fields[0]);
      boolean found = Long.parseLong(fields[2]) <= RawObject.LONGEST;
      assertThat(reader.has(id.toByteArray())).as(line).isTrue();
      RawObject object = reader.read(id.toByteArray());
      if (!found) {
        assertThat(object).as(line).isNull();
        continue;
      }
      assertThat(object).as(line).isNotNull();
      assertThat(TYPES.get(object.type())).as(line).isEqualTo(fields[1]);
      byte[] bytes = GitRepo.runForBytes(repo.directory(), "cat-file", fields[1], fields[0]);
      assertThat(object.bytes()).as(line).isEqualTo(bytes);
      assertThat(TYPES.get(reader.typeOf(id.toByteArray()))).as(line).isEqualTo(fields[1]);
    }
  }

  /** Returns a line for each object: its id, type and length. */
  static Set<String> all(GitRepo repo) {
    return new TreeSet<>(
        repo.git("cat-file", "--batch-check", "--batch-all-objects").lines().toList());
  }

  static @Nullable RawObject read(ObjectFiles files, Oid id) throws IOException {
    try (ObjectFileReader reader = files.newReader()) {
      return reader.read(id.toByteArray());
    }
  }
}
