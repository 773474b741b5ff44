package org.gitsnapshot.objects;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.gitsnapshot.archive.Content;

/** What tests of objects share: a reader of a repository, and content that does not compress. */
final class ReadObjects {
  private final GitRepo repo;
  private final boolean byJGitAlone;

  /** Reads as everybody does. */
  ReadObjects(GitRepo repo) {
    this(repo, false);
  }

  /** Reads as everybody does, or as they do what is left to JGit. */
  ReadObjects(GitRepo repo, boolean byJGitAlone) {
    this.repo = repo;
    this.byJGitAlone = byJGitAlone;
  }

  /** What is done with a reader. */
  interface Use {
    void on(ObjectReader reader) throws IOException;
  }

  void read(Use use) throws IOException {
    try (ObjectStore store = StoredObjects.open(repo.directory(), "ORIGIN");
        StoredRepository repository = StoredRepository.open(repo.directory());
        ObjectReader reader =
            byJGitAlone
                ? new JGitObjectReader(repository.jgit(), "ORIGIN", DamageCare.OF_ITS_OWNER)
                : store.newReader()) {
      use.on(reader);
    }
  }

  static byte[] bytes(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    return out.toByteArray();
  }

  static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
