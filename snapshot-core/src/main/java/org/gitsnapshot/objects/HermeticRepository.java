package org.gitsnapshot.objects;

import java.io.IOException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.gitsnapshot.odb.ObjectFiles;
import org.jspecify.annotations.Nullable;

/** A repository with the files of its objects, which are closed when nobody uses it any more. */
final class HermeticRepository extends FileRepository {
  private @Nullable ObjectFiles objectFiles;

  HermeticRepository(BaseRepositoryBuilder<?, ?> options) throws IOException {
    super(options);
  }

  /** Takes over the files, before anybody else has this repository. */
  void setObjectFiles(ObjectFiles files) {
    objectFiles = files;
  }

  /** Returns the files of a repository's objects, null if it was opened by JGit alone. */
  static @Nullable ObjectFiles objectFiles(org.eclipse.jgit.lib.Repository repository) {
    return repository instanceof HermeticRepository hermetic ? hermetic.objectFiles : null;
  }

  @Override
  protected void doClose() {
    super.doClose();
    if (objectFiles != null) {
      try {
        objectFiles.close();
      } catch (IOException nothingWasWritten) {
        // What was only read is as it was.
      }
    }
  }
}
