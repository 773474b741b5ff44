package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;
import static org.gitsnapshot.cli.CommandFixture.DEMO_COMMIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every object of {@code --json} has. */
class JsonTest {
  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));

  @BeforeEach
  void ownHome() {
    snapshot = new CommandFixture(directory.resolve("home"));
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private void assertBeginAndEnd(int code, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--json");
    Result result = snapshot.run(code, all.toArray(String[]::new));
    assertThat(result.out())
        .as(String.join(" ", all))
        .startsWith("{\n  \"command\" : \"" + args[0] + "\",\n")
        .endsWith("\n  \"exitCode\" : " + code + "\n}\n")
        .containsOnlyOnce("\n  \"command\" :")
        .containsOnlyOnce("\n  \"exitCode\" :");
  }

  @Test
  void itBeginsWithItsCommandAndEndsWithItsCode() throws IOException {
    String repo = DEMO.toString();
    String pins =
        Files.writeString(
                directory.resolve("pins.toml"),
                "[[pin]]\nname = \"demo\"\nurl = \"%s\"\ncommit = \"%s\"\n"
                    .formatted(DEMO, DEMO_COMMIT))
            .toString();
    String tar = at("demo.tar.gz");
    assertBeginAndEnd(
        0, "archive", "--repo", repo, "--commit", "v1.0", "--prefix", "demo-1.0/", "-o", tar);
    assertBeginAndEnd(0, "pin", repo, "v1.0", "--name", "demo", "--prefix", "demo-1.0/");
    assertBeginAndEnd(0, "build", pins, "-o", at("out"));
    assertBeginAndEnd(0, "verify", pins, "--files", at("out"));
    assertBeginAndEnd(0, "lint", pins);
    assertBeginAndEnd(0, "compare", tar, tar);
    assertBeginAndEnd(1, "compare", tar, at("out/demo.tar.gz"));
    assertBeginAndEnd(0, "audit", tar, "--repo", repo);
    assertBeginAndEnd(1, "audit", tar, "--commit", DEMO_COMMIT);
    assertBeginAndEnd(0, "audit", tar, "--repo", repo, "--trees", "--commit", DEMO_COMMIT);
    assertBeginAndEnd(0, "clean", tar, "-o", at("c.tar.gz"), "--remove", "README");
    assertBeginAndEnd(0, "verify", "--derived-from", tar, at("c.tar.gz"));
    assertBeginAndEnd(1, "verify", "--derived-from", at("c.tar.gz"), tar);
    assertBeginAndEnd(0, "recompress", tar, "--to", "xz");
    assertBeginAndEnd(0, "verify", "--recompressed-from", tar, at("demo.tar.xz"));
    assertBeginAndEnd(0, "mirror", "--pins", pins, at("mirror"));
    assertBeginAndEnd(0, "serve", "--check", at("mirror"));
    Files.copy(Path.of(at("mirror/manifest.json")), Path.of(at("other.json")));
    assertBeginAndEnd(0, "agree", at("mirror"), at("other.json"));
    assertBeginAndEnd(0, "split", at("mirror"), "--size", "1MiB");
    assertBeginAndEnd(0, "torrent", at("mirror"));
    assertBeginAndEnd(0, "torrent", "--check", at("mirror/distfiles.torrent"));
  }

  @Test
  void aFailureHasOneToo() {
    assertBeginAndEnd(2, "build");
    assertBeginAndEnd(2, "build", at("absent.toml"));
    assertBeginAndEnd(2, "build", at("absent.toml"), "--no-such-option");
    assertBeginAndEnd(2, "build", at("absent.toml"), "--log-level", "loud");
    assertBeginAndEnd(2, "build", "\ufffd");
    assertBeginAndEnd(3, "compare", at("absent"), at("absent2"));
  }
}
