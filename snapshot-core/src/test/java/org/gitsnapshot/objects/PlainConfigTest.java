package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which configurations need not be read by JGit: those that C git writes, and no others. */
@Tag("one-jvm")
class PlainConfigTest {
  private final Path temp;

  PlainConfigTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void takesWhatGitWrites() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    repo.commitFile("a", "a\n");
    assertThat(PlainConfig.isOf(repo.directory().resolve(".git"))).isTrue();
    String from = repo.directory().toString();
    for (String how : List.of("--bare", "--mirror", "--no-tags", "--depth=1", "--origin=x")) {
      Path clone = temp.resolve(how);
      repo.git("clone", "-q", how, "file://" + from, clone.toString());
      Path inner = clone.resolve(".git");
      assertThat(PlainConfig.isOf(Files.exists(inner) ? inner : clone)).as(how).isTrue();
    }
    assertThat(PlainConfig.isOf(temp)).as("none").isTrue();
  }

  @Test
  void leavesExtensionsOfGitToJGit() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    repo.commitFile("a", "a\n");
    repo.git("config", "uploadpack.allowFilter", "true");
    Path partial = temp.resolve("partial");
    String from = "file://" + repo.directory();
    repo.git("clone", "-q", "--bare", "--filter=blob:none", from, partial.toString());
    assertThat(PlainConfig.isOf(partial)).isFalse();
    Path sha256 = temp.resolve("sha256");
    repo.git("init", "-q", "--bare", "--object-format=sha256", sha256.toString());
    assertThat(PlainConfig.isOf(sha256)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[core]\n\trepositoryformatversion = 1\n",
        "[core]\n\trepositoryFormatVersion = 0\n",
        "[core]\n\tbare = perhaps\n",
        "[core]\n\tbare = true",
        "[core]\n\tbare\n",
        "[core]\n  bare = true\n",
        "[core] bare = true\n",
        "[core]\n\tbare = true\r\n",
        "[core]\n\tbare = true # not\n",
        "[core]\n\tworktree = elsewhere\n",
        "[extensions]\n\trefStorage = reftable\n",
        "[Extensions]\n\tobjectformat = sha256\n",
        "[include]\n\tpath = other\n",
        "[include] path = other\n",
        "[includeIf \"gitdir:x\"]\n\tpath = other\n",
        "[remote \"x\\\"y\"]\n\turl = u\n",
        "[remote \"x\"]\n\turl = \"u\"\n",
        "[remote \"x\"]\n\turl = a\\\n\tb = c\n",
        "[remote \"x\"]\n\t1 = u\n",
        "[remote \"x\"\n\turl = u\n",
        "[remote \"x\" ]\n",
        "[extensions]\n",
        "[remote\n",
        "[]\n",
        "\turl = u\n",
        "nonsense\n",
        "# comment\n",
        "\ufeff[core]\n\tbare = true\n",
        "[user]\n\tname = é\n",
        "[core]\n\tbare = true\u0000\n",
      })
  void leavesAllElseToJGit(String text) {
    assertThat(PlainConfig.isPlain(text)).isFalse();
  }

  /** Mixed from pieces: what is taken says nothing that would change how JGit reads. */
  @Test
  void whatIsTakenIsNothingToJGit() throws IOException {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    Path directory = repo.directory().resolve(".git");
    String[] pieces = {
      "[core]\n",
      "[remote \"o\"]\n",
      "[gc]\n",
      "[extensions]\n",
      "[include]\n",
      "[core",
      "[",
      "]",
      " ",
      "\n",
      "\t",
      "\\",
      "\"",
      ";",
      "\trepositoryformatversion = ",
      "0",
      "1\n",
      "\tbare = true\n",
      "\tfilemode = false\n",
      "\turl = u\n",
      "\tobjectformat = sha256\n",
    };
    Random random = new Random(7);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(7); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      if (PlainConfig.isPlain(text.toString())) {
        taken++;
        Files.writeString(directory.resolve("config"), text);
        try (Repository opened = HermeticGit.open(directory, directory)) {
          assertThat(opened.getConfig().getSections()).isSubsetOf("core", "remote", "gc");
          assertThat(opened.getConfig().getInt("core", "repositoryformatversion", 0)).isZero();
        }
        repo.git("rev-parse", "--git-dir");
      }
      if (taken == 150) {
        return;
      }
    }
    assertThat(taken).isGreaterThan(100);
  }
}
