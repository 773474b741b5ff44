package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine full of configuration that would be noticed, and no git on the PATH. */
final class HermeticTest {
  private static final String POISON =
      """
      [url "http://127.0.0.1:1/"]
      \tinsteadOf = http://
      \tinsteadOf = /
      [core]
      \trepositoryformatversion = 99
      \tworktree = /nonexistent
      \tbigFileThreshold = 1
      [protocol]
      \tversion = 0
      [http]
      \tproxy = http://127.0.0.1:1
      \textraHeader = X-Poison: yes
      [extensions]
      \tobjectFormat = sha256
      [fetch]
      \tfsckObjects = true
      [this is
      """;

  private final Path temp;
  private final GitRepo repo;
  private final Oid commit;
  private final Path home;
  private final Path called;

  HermeticTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.commit = repo.commitFile("a", "hello\n");
    this.home = temp.resolve("home");
    this.called = temp.resolve("called");
  }

  private Path write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Makes the poison, and programs that leave a trace when they are run. */
  private Map<String, String> poisonedEnvironment() throws IOException {
    for (String file :
        List.of(
            "home/.gitconfig",
            "home/.jgitconfig",
            "xdg/git/config",
            "xdg/jgit/config",
            "home/.config/git/config",
            "home/.config/jgit/config",
            "system")) {
      write(file, POISON);
    }
    for (String program : List.of("git", "sh", "bash", "ssh", "umask", "uname", "hostname")) {
      Path shim = write("bin/" + program, "#!/bin/sh\necho $0 \"$@\" >>" + called + "\nexit 1\n");
      Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", temp.resolve("bin").toString());
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", temp.resolve("xdg").toString());
    environment.put("XDG_CACHE_HOME", temp.resolve("xdg").toString());
    environment.put("GIT_CONFIG_SYSTEM", temp.resolve("system").toString());
    environment.put("GIT_CONFIG_GLOBAL", temp.resolve("system").toString());
    environment.put("GIT_CONFIG_COUNT", "1");
    environment.put("GIT_CONFIG_KEY_0", "protocol.version");
    environment.put("GIT_CONFIG_VALUE_0", "0");
    environment.put("GIT_SSH", temp.resolve("bin/ssh").toString());
    environment.put("GIT_ASKPASS", temp.resolve("bin/git").toString());
    environment.put("SSH_ASKPASS", temp.resolve("bin/git").toString());
    environment.put("GIT_TRACE", "1");
    environment.put("GIT_TRACE_PERFORMANCE", "true");
    environment.put("http_proxy", "http://127.0.0.1:1");
    environment.put("LC_ALL", "tr_TR.UTF-8");
    for (String directory :
        List.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_COMMON_DIR",
            "GIT_INDEX_FILE",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_NAMESPACE")) {
      environment.put(directory, "/nonexistent");
    }
    return environment;
  }

  @Test
  void nothingOfTheMachineIsReadRunOrWritten() throws Exception {
    Path bundle = temp.resolve("x.bundle");
    repo.git("bundle", "create", "-q", bundle.toString(), "--all");
    Map<String, String> environment = poisonedEnvironment();
    Map<String, String> before = GitRepo.at(home).footprint();
    Map<String, String> xdgBefore = GitRepo.at(temp.resolve("xdg")).footprint();
    try (GitHttpServer server = GitHttpServer.start(temp)) {
      server.behaving(
          exchange -> {
            assertThat(exchange.getRequestHeaders()).doesNotContainKey("X-Poison");
            return false;
          });
      for (String url :
          List.of(repo.directory().toString(), bundle.toString(), server.url("repo/.git"))) {
        ChildJvm child =
            ChildJvm.start(
                temp,
                List.of("-Duser.home=" + home, "-Duser.language=tr"),
                environment,
                temp.resolve("cache").toString(),
                url,
                commit.hex());
        assertThat(child.finish()).as("all that %s prints", url).isEqualTo("6");
      }
    }
    assertThat(called).as("programs that were run").doesNotExist();
    assertThat(GitRepo.at(home).footprint()).isEqualTo(before);
    assertThat(GitRepo.at(temp.resolve("xdg")).footprint()).isEqualTo(xdgBefore);
  }
}
