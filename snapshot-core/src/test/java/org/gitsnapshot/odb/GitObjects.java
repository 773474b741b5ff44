package org.gitsnapshot.odb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
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
    List<Oid> found = lines.stream().filter(GitObjects::isRead).map(GitObjects::id).toList();
    Iterator<byte[]> bytes = repo.objects(found).iterator();
    for (String line : lines) {
      byte[] id = id(line).toByteArray();
      assertThat(reader.has(id)).as(line).isTrue();
      RawObject object = reader.read(id);
      if (!isRead(line)) {
        assertThat(object).as(line).isNull();
        continue;
      }
      assertThat(object).as(line).isNotNull();
      String type = line.split(" ", -1)[1];
      assertThat(TYPES.get(object.type())).as(line).isEqualTo(type);
      assertThat(object.bytes()).as(line).isEqualTo(bytes.next());
      assertThat(TYPES.get(reader.typeOf(id))).as(line).isEqualTo(type);
    }
  }

  private static Oid id(String line) {
    return Oid.fromHex(line.substring(0, line.indexOf(' ')));
  }

  private static boolean isRead(String line) {
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)) <= RawObject.LONGEST;
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
