package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InsteadOfTest {
  private static final List<InsteadOf> RULES =
      List.of(
          new InsteadOf("https://short.example/", "https://"),
          new InsteadOf("git@host:", "https://host/"),
          new InsteadOf("/srv/mirror/", "https://host/group/"),
          new InsteadOf("second:", "https://host/group/"),
          new InsteadOf("https://host/group/", "gh:"));

  @Test
  void rewritesAsGitDoes(@TempDir Path temp) {
    GitRepo.init(temp.resolve("repo"));
    List<String> command = new ArrayList<>();
    for (InsteadOf rule : RULES) {
      command.add("-c");
      command.add("url." + rule.base() + ".insteadOf=" + rule.prefix());
    }
    command.addAll(List.of("ls-remote", "--get-url"));
    for (String url :
        List.of(
            "https://host/group/a.git",
            "https://host/other.git",
            "https://elsewhere/a",
            "gh:a",
            "http://host/group/a",
            "/plain/path",
            "https://host/group/")) {
      List<String> whole = new ArrayList<>(command);
      whole.add(url);
      assertThat(InsteadOf.rewrite(RULES, url))
          .as(url)
          .isEqualTo(GitRepo.run(temp.resolve("repo"), whole.toArray(String[]::new)));
    }
  }

  @Test
  void isReadFromBaseEqualsUrl() throws Exception {
    assertThat(InsteadOf.parse("/srv/=https://host/?a=b"))
        .isEqualTo(new InsteadOf("/srv/", "https://host/?a=b"));
  }

  @Test
  void whatIsNoRuleIsToldWithoutItsPassword() {
    assertThatThrownBy(() -> InsteadOf.parse("https://user:sekret and@host/"))
        .hasMessageContaining("https://host/")
        .hasMessageNotContainingAny("sekret", "and@");
  }

  @Test
  void isRefusedWithoutABase() {
    for (String text : List.of("", "=x", "no equals sign")) {
      assertThatThrownBy(() -> InsteadOf.parse(text)).isInstanceOf(InvalidInputException.class);
    }
  }
}
