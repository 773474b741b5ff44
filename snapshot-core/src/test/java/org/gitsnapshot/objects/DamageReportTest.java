package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class DamageReportTest {
  private static SnapshotException told(DamageReport.Reading<String> reading) {
    try {
      throw new AssertionError(DamageReport.told("here", DamageCare.OF_ITS_OWNER, reading));
    } catch (SnapshotException said) {
      return said;
    }
  }

  private static void requireDamaged(String message, DamageReport.Reading<String> reading) {
    SnapshotException said = told(reading);
    assertThat(said).isInstanceOf(UnavailableException.class).hasMessage(message);
    assertThat(said.hint()).contains("run git fsck there, or use another copy of the repository");
  }

  @Test
  void saysWhatJGitStumblesOver() {
    requireDamaged("the repository here is damaged", () -> "".substring(1));
    requireDamaged(
        "the repository here is damaged",
        () -> {
          throw new StackOverflowError();
        });
    requireDamaged(
        "the repository here is damaged: a line",
        () -> {
          throw new IllegalStateException(new IOException("a line"));
        });
  }

  /** Neither is damage, and fsck would find nothing. */
  @Test
  void tellsPermissionsAndWantOfFilesFromDamage() {
    assertThat(
            told(
                () -> {
                  throw new AccessDeniedException("/r/HEAD");
                }))
        .hasMessage("cannot read the repository here: no permission for /r/HEAD");
    assertThat(
            told(
                () -> {
                  throw new FileSystemException("/r/HEAD", null, "Too many open files");
                }))
        .hasMessage("cannot read the repository here: Too many open files");
  }

  @Test
  void leavesWhatIsSaidAlready() {
    SnapshotException ours = new InvalidInputException("no", null);
    assertThat(
            told(
                () -> {
                  throw ours;
                }))
        .isSameAs(ours);
  }

  @Test
  void saysSoOfAListOfShallowCommits(@TempDir Path temp) throws IOException {
    GitRepo git = GitRepo.init(temp.resolve("repo"));
    git.commitFile("file", "text");
    try (History history = new StoredHistory(StoredRepository.open(git.directory()), "here")) {
      assertThat(history.isShallow()).isFalse();
    }
    Files.writeString(git.directory().resolve(".git/shallow"), "no id\n");
    try (History history = new StoredHistory(StoredRepository.open(git.directory()), "here")) {
      assertThatThrownBy(history::isShallow)
          .isInstanceOf(UnavailableException.class)
          .hasMessageStartingWith("the repository here is damaged");
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysWhatJGitIsKeptFrom(@TempDir Path temp) throws Exception {
    GitRepo git = GitRepo.init(temp.resolve("repo"));
    Oid commit = git.commitFile("file", "text");
    Path logs = git.directory().resolve(".git/logs");
    new Tool(temp).run(null, "rm", "-rf", logs.toString());
    new Tool(temp).run(null, "mkfifo", logs.toString());
    try (History history = new StoredHistory(StoredRepository.open(git.directory()), "here")) {
      assertThatThrownBy(() -> history.uniqueDigits(commit, 7))
          .hasMessage(
              logs + " is a pipe, a socket or a device, and must be a plain file or a directory");
    }
  }

  @Test
  void doesNotStumbleWhenItLooksWhyAnObjectIsMissing(@TempDir Path temp) throws IOException {
    GitRepo git = GitRepo.init(temp.resolve("repo"));
    git.commitFile("file", "text");
    git.git("config", "remote.origin.promisor", "perhaps");
    Files.writeString(git.directory().resolve(".git/shallow"), "no id\n");
    Oid absent = Oid.fromHex("1".repeat(40));
    try (StoredObjects store = StoredObjects.open(git.directory(), "here");
        ObjectReader reader = store.newReader()) {
      assertThatThrownBy(() -> reader.read(absent, ObjectType.BLOB, 100))
          .isInstanceOf(UnavailableException.class)
          .hasMessage("here does not have object " + absent);
    }
  }
}
