package org.gitsnapshot.forge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.ReservedEngine;

/**
 * Whose automatic archives a snapshot shall equal: gives the prefix, the profile and the
 * compressor.
 *
 * <p>A preset is what the forge does today with a reference as its pages link it. Where it did
 * otherwise once (a renamed repository, an older server), the pin says so with keys of its own. The
 * table with what was checked against published checksums is in {@code docs/pins.md}.
 */
public enum Preset {
  /** {@code github.com/OWNER/REPO/archive/…} and codeload. */
  GITHUB("github", ReservedEngine.GNU_GZIP),
  /** {@code api.github.com/repos/OWNER/REPO/tarball/…}. */
  GITHUB_API("github-api", ReservedEngine.GNU_GZIP),
  /** {@code …/-/archive/REF/REPO-REF.tar.gz} of gitlab.com or any GitLab. */
  GITLAB("gitlab", ReservedEngine.GNU_GZIP),
  /** {@code …/snapshot/REPO-VERSION.tar.gz} of cgit. */
  CGIT("cgit", ReservedEngine.GNU_GZIP),
  /** {@code …;a=snapshot;h=…;sf=tgz} of gitweb. */
  GITWEB("gitweb", ReservedEngine.GNU_GZIP),
  /** {@code …/archive/REF.tar.gz} of Gitea. */
  GITEA("gitea", ReservedEngine.ZLIB),
  /** {@code …/archive/REF.tar.gz} of Forgejo. */
  FORGEJO("forgejo", ReservedEngine.ZLIB),
  /** Codeberg, for commits since 2024-01-12; before that the compressor is {@code gnu-gzip -6}. */
  CODEBERG("codeberg", ReservedEngine.ZLIB),
  /** {@code …/archive/REF.tar.gz} of sourcehut. */
  SOURCEHUT("sourcehut", ReservedEngine.GNU_GZIP),
  /** {@code …/get/REF.tar.gz} of Bitbucket Cloud. */
  BITBUCKET("bitbucket", ReservedEngine.GNU_GZIP),
  /** The {@code g} lines of live-bootstrap's sources, as its mirror script packs them. */
  LIVE_BOOTSTRAP("live-bootstrap", ReservedEngine.GNU_GZIP);

  private final String label;
  private final ReservedEngine gzip;

  Preset(String label, ReservedEngine gzip) {
    this.label = label;
    this.gzip = gzip;
  }

  /** Returns the name in pins, such as {@code live-bootstrap}. */
  public String label() {
    return label;
  }

  /** Returns the preset of a name in pins, if there is one. */
  public static Optional<Preset> ofLabel(String label) {
    return Arrays.stream(values()).filter(preset -> preset.label.equals(label)).findFirst();
  }

  /** Returns the names of all presets. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Preset::label).toList();
  }

  /** Returns whose tar: today's git, for every forge here. */
  public Profile profile() {
    return Profile.GIT;
  }

  /**
   * Returns what the forge puts before every path.
   *
   * @param url the repository's URL as the forge gives it; its path holds the name and the owner
   * @param ref the reference that is asked for, as people write it
   * @param commit what it resolves to
   * @throws InvalidInputException if the URL has no name or owner, or the prefix depends on a
   *     reference and there is none
   */
  public ByteString prefix(String url, Optional<String> ref, Oid commit)
      throws InvalidInputException {
    RepositoryUrl parsed = RepositoryUrl.parse(url);
    return ByteString.utf8(
        switch (this) {
          case GITHUB -> PrefixRules.github(parsed, ref, commit);
          case GITHUB_API -> PrefixRules.githubApi(parsed, commit);
          case GITLAB -> PrefixRules.gitlab(parsed, ref, commit);
          case CGIT -> PrefixRules.cgit(parsed, ref, commit);
          case GITWEB -> PrefixRules.gitweb(parsed, ref, commit);
          case GITEA, FORGEJO, CODEBERG -> PrefixRules.repositoryAlone(parsed);
          case SOURCEHUT -> PrefixRules.sourcehut(parsed, ref, commit);
          case BITBUCKET -> PrefixRules.bitbucket(parsed, commit);
          case LIVE_BOOTSTRAP -> PrefixRules.liveBootstrap(parsed, ref);
        });
  }

  /**
   * Returns what compresses a format. For a format that the forge does not offer it is the default
   * of pins without a preset.
   *
   * @throws IllegalArgumentException for {@link Format#TAR}, which nothing compresses
   */
  public Compressor compressor(Format format) {
    if (format == Format.TAR_GZ) {
      return Compressor.of(gzip, gzip.defaultLevel());
    }
    if (format == Format.TAR_XZ && runsXz()) {
      return Compressor.of(ReservedEngine.XZ, ReservedEngine.XZ.defaultLevel());
    }
    return Compressor.defaultFor(format);
  }

  /** Whether the forge makes tar.xz, and with the xz program. */
  private boolean runsXz() {
    return this == CGIT || this == GITWEB || this == LIVE_BOOTSTRAP;
  }
}
