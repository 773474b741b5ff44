package org.gitsnapshot.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.StoredHistory;
import org.gitsnapshot.objects.StoredRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailmapFileTest {
  private final GitRepo repo;

  MailmapFileTest(@TempDir Path temp) {
    this.repo = GitRepo.init(temp.resolve("repo"));
  }

  private Optional<String> mailmap(Oid commit) throws IOException {
    try (History history = new StoredHistory(StoredRepository.open(repo.directory()), "it")) {
      return new RepositoryState(history, commit).mailmap().map(ByteString::display);
    }
  }

  @Test
  void isThatOfHeadAndNotOfTheCommitOrTheWorkTree() throws Exception {
    Oid first = repo.commitFile(".mailmap", "first");
    Oid second = repo.commitFile(".mailmap", "second");
    repo.write(".mailmap", "third");
    assertThat(mailmap(first)).contains("second");
    repo.git("update-ref", "--no-deref", "HEAD", first.hex());
    assertThat(mailmap(second)).contains("first");
  }

  @Test
  void isFoundBehindOtherFiles() throws Exception {
    repo.write(".a/x", "x").write(".m", "x").write(".mailmap2", "x").write(".mailma", "x");
    Oid commit = repo.commitFile(".mailmap", "it");
    assertThat(mailmap(commit)).contains("it");
  }

  @Test
  void ofASymbolicLinkIsItsTarget() throws Exception {
    repo.write("real", "A <a> <b>\n");
    Files.createSymbolicLink(repo.directory().resolve(".mailmap"), Path.of("real"));
    Oid commit = repo.commit("link");
    assertThat(repo.git("cat-file", "blob", "HEAD:.mailmap")).isEqualTo("real");
    assertThat(mailmap(commit)).contains("real");
  }

  @Test
  void isNothingWhereThereIsNoFileOrNoHead() throws Exception {
    Oid none = repo.commitFile("a", "a");
    assertThat(mailmap(none)).isEmpty();
    Oid directory = repo.commitFile(".mailmap/x", "a");
    assertThat(mailmap(directory)).isEmpty();
    Files.writeString(repo.directory().resolve(".git/HEAD"), "ref: refs/heads/unborn\n");
    assertThat(mailmap(none)).isEmpty();
  }
}
