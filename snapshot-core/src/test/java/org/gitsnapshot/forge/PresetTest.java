package org.gitsnapshot.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetTest {
  private static final Oid COMMIT = Oid.fromHex("b28236b5d096f190b3d1d9724bfa871029729831");

  @Test
  void prefixesAreThoseOfPublishedArchives() throws Exception {
    List<String> lines;
    try (InputStream in = PresetTest.class.getResourceAsStream("prefixes.tsv")) {
      lines =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
    }
    Set<Preset> seen = EnumSet.noneOf(Preset.class);
    for (String line : lines) {
      String[] row = line.split("\t", -1);
      Preset preset = Preset.ofLabel(row[0]).orElseThrow();
      seen.add(preset);
      assertThat(preset.prefix(row[1], Optional.of(row[2]), Oid.fromHex(row[3])))
          .as(line)
          .isEqualTo(ByteString.utf8(row[4]));
    }
    assertThat(seen)
        .contains(
            Preset.GITHUB, Preset.GITLAB, Preset.CGIT, Preset.CODEBERG, Preset.LIVE_BOOTSTRAP);
  }

  @ParameterizedTest
  @CsvSource({
    // A v goes before a digit only, once, and in branches too; slashes become dashes.
    "github, https://github.com/o/r, v1.2, r-1.2/",
    "github, https://github.com/o/r.git, vv1, r-vv1/",
    "github, https://github.com/o/r.git/, version-1, r-version-1/",
    "github, https://github.com/o/r, refs/heads/v8-branch, r-8-branch/",
    "github, https://github.com/o/r, feature/a/b, r-feature-a-b/",
    "github, git@github.com:o/r.git, refs/tags/v2, r-2/",
    // Ids are full, however they are asked for; hex that is not this commit's is a tag.
    "github, https://github.com/o/r, , r-b28236b5d096f190b3d1d9724bfa871029729831/",
    "github, https://github.com/o/r, B28236b, r-b28236b5d096f190b3d1d9724bfa871029729831/",
    "github, https://github.com/o/r, 2023, r-2023/",
    "github-api, https://github.com/o/r, v1.2, o-r-b28236b/",
    "gitlab, https://gitlab.com/g/sub/r.git, v1.2, r-v1.2/",
    "gitlab, https://gitlab.com/g/r.git, a/b, r-a-b/",
    "gitlab, https://gitlab.com/g/r.git, , r-b28236b5d096f190b3d1d9724bfa871029729831/",
    "cgit, https://git.example.org/r.git, v1.2, r-1.2/",
    "cgit, https://git.example.org/r, , r-b28236b5d096f190b3d1d9724bfa871029729831/",
    "gitweb, https://example.org/r.git, refs/tags/v1/2, r-v1.2/",
    "gitweb, https://example.org/r.git, refs/heads/main, r-main-b28236b/",
    "gitweb, https://example.org/r+s/.git, b28236b5d0, rs-b28236b/",
    "gitweb, https://example.org/r.git, b282, r-b282/",
    "gitweb, https://example.org/r.git, , r-b28236b/",
    "gitea, https://example.org/o/r.git, v1.2, r/",
    "forgejo, https://example.org/o/r.git, , r/",
    "sourcehut, https://git.sr.ht/~o/r, v1.2, r-v1.2/",
    "sourcehut, https://git.sr.ht/~o/r, , r-b28236b5d096f190b3d1d9724bfa871029729831/",
    "bitbucket, https://bitbucket.org/o/r.git, v1.2, o-r-b28236b5d096/",
    // Oddities of live-bootstrap's script.
    "live-bootstrap, https://example.org/foo-git, v1, foo-1/",
    "live-bootstrap, https://example.org/digit, v1, d-1/",
    "live-bootstrap, https://example.org/git, v1, git-1/",
    "live-bootstrap, https://example.org/r.git/, v1, r-1/",
    "live-bootstrap, https://example.org/not-gitlab/r.git, v1, r-v1/",
    "live-bootstrap, https://example.org/r.git, b28236b, r-b28236b/",
    "live-bootstrap, https://example.org/r.git, a/v1, r-a/v1/",
  })
  void prefixesFollowTheForge(String label, String url, String ref, String prefix)
      throws Exception {
    assertThat(Preset.ofLabel(label).orElseThrow().prefix(url, Optional.ofNullable(ref), COMMIT))
        .isEqualTo(ByteString.utf8(prefix));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/o/r.git, o, r",
    "https://example.org//o//r.git//, o, r",
    "ssh://git@example.org:22/o/r, o, r",
    "git@example.org:o/r.git, o, r",
    "example.org:r.git, , r",
    "/srv/git/r.git, git, r",
    "./r.bundle, ., r",
    "file:///srv/r/.git, srv, r",
    "r, , r",
    ".git, , .git",
    "https://example.org, , ",
    "https://example.org/, , ",
  })
  void urlsHaveAnOwnerAndAName(String url, String owner, String name) {
    RepositoryUrl parsed = RepositoryUrl.parse(url);
    assertThat(parsed.owner()).isEqualTo(Optional.ofNullable(owner));
    assertThat(parsed.name()).isEqualTo(Optional.ofNullable(name));
  }

  @ParameterizedTest
  @CsvSource({
    "github, https://example.org/, has no path that names the repository",
    "live-bootstrap, /, has no path that names the repository",
    "github-api, https://example.org/r, has no owner",
    "bitbucket, r.git, has no owner",
  })
  void aUrlWithoutTheNamesIsRefused(String label, String url, String message) {
    Preset preset = Preset.ofLabel(label).orElseThrow();
    assertThatThrownBy(() -> preset.prefix(url, Optional.of("v1"), COMMIT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void liveBootstrapNeedsTheReferenceAsWritten() {
    assertThatThrownBy(
            () ->
                Preset.LIVE_BOOTSTRAP.prefix("https://example.org/r.git", Optional.empty(), COMMIT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no ref");
  }

  @ParameterizedTest
  @CsvSource({
    "github, gnu-gzip -6, xz-java -6",
    "github-api, gnu-gzip -6, xz-java -6",
    "gitlab, gnu-gzip -6, xz-java -6",
    "cgit, gnu-gzip -6, xz -6",
    "gitweb, gnu-gzip -6, xz -6",
    "gitea, zlib -6, xz-java -6",
    "forgejo, zlib -6, xz-java -6",
    "codeberg, zlib -6, xz-java -6",
    "sourcehut, gnu-gzip -6, xz-java -6",
    "bitbucket, gnu-gzip -6, xz-java -6",
    "live-bootstrap, gnu-gzip -6, xz -6",
  })
  void compressorsAreTheForges(String label, String gz, String xz) {
    Preset preset = Preset.ofLabel(label).orElseThrow();
    assertThat(preset.profile()).isEqualTo(Profile.GIT);
    assertThat(preset.compressor(Format.TAR_GZ)).hasToString(gz);
    assertThat(preset.compressor(Format.TAR_XZ)).hasToString(xz);
    assertThat(preset.compressor(Format.TAR_BZ2)).hasToString("bzip2 -9");
  }
}
