package org.gitsnapshot.forge;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Oid;

/** What each forge puts before every path of an archive. */
final class PrefixRules {
  private static final Pattern VERSION = Pattern.compile("v[0-9].*", Pattern.DOTALL);
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4,64}");
  private static final Pattern FULL_REF = Pattern.compile("refs/(heads|tags)/(.+)");

  /** What gitweb drops from file names. */
  private static final Pattern NOT_IN_GITWEB_NAMES = Pattern.compile("[^A-Za-z0-9_.-]");

  /** The shortest abbreviation in names of the GitHub API and gitweb. */
  private static final int SHORT = 7;

  /** The abbreviation in names of Bitbucket. */
  private static final int BITBUCKET_SHORT = 12;

  private PrefixRules() {}

  /** A commit however abbreviated is written in full; one v goes before a digit. */
  static String github(RepositoryUrl url, Optional<String> ref, Oid commit)
      throws InvalidInputException {
    String asked = ref.map(PrefixRules::shortName).orElse(commit.hex());
    String version = names(asked, commit) ? commit.hex() : withoutV(asked);
    return name(url) + "-" + version.replace('/', '-') + "/";
  }

  static String githubApi(RepositoryUrl url, Oid commit) throws InvalidInputException {
    return owner(url) + "-" + name(url) + "-" + commit.hex().substring(0, SHORT) + "/";
  }

  /** The file name asked for is taken to be {@code <project>-<ref>}, as GitLab's pages link it. */
  static String gitlab(RepositoryUrl url, Optional<String> ref, Oid commit)
      throws InvalidInputException {
    String asked = ref.map(PrefixRules::shortName).orElse(commit.hex());
    return name(url) + "-" + asked.replace('/', '-') + "/";
  }

  /** The file name asked for is taken to be the one that cgit's pages link. */
  static String cgit(RepositoryUrl url, Optional<String> ref, Oid commit)
      throws InvalidInputException {
    return name(url) + "-" + withoutV(ref.map(PrefixRules::shortName).orElse(commit.hex())) + "/";
  }

  /** Tags stand alone, branches with the commit, commits short; slashes become dots. */
  static String gitweb(RepositoryUrl url, Optional<String> ref, Oid commit)
      throws InvalidInputException {
    String asked = ref.orElse(commit.hex());
    String version = shortName(asked);
    if (names(asked, commit)) {
      version = asked.length() > SHORT ? commit.hex().substring(0, SHORT) : asked;
    } else if (asked.startsWith("refs/heads/")) {
      version += "-" + commit.hex().substring(0, SHORT);
    }
    return gitwebName(name(url)) + "-" + gitwebName(version.replace('/', '.')) + "/";
  }

  /** Gitea and Forgejo: the same name for every reference. */
  static String repositoryAlone(RepositoryUrl url) throws InvalidInputException {
    return name(url) + "/";
  }

  static String sourcehut(RepositoryUrl url, Optional<String> ref, Oid commit)
      throws InvalidInputException {
    return name(url) + "-" + ref.map(PrefixRules::shortName).orElse(commit.hex()) + "/";
  }

  static String bitbucket(RepositoryUrl url, Oid commit) throws InvalidInputException {
    String id = commit.hex().substring(0, BITBUCKET_SHORT);
    return owner(url) + "-" + name(url) + "-" + id + "/";
  }

  /**
   * The mirror script's rule, oddities and all: its pattern for {@code .git} has an unescaped dot,
   * so {@code foo-git} is {@code foo}; a v stays where the URL has {@code gitlab} anywhere.
   */
  static String liveBootstrap(RepositoryUrl url, Optional<String> ref)
      throws InvalidInputException {
    String written =
        ref.orElseThrow(
            () ->
                new InvalidInputException(
                    "the prefix of live-bootstrap has the reference in it, and there is no ref",
                    "give ref as it stands after the ~ in its sources"));
    String name = url.baseName();
    if (name.isEmpty()) {
      throw nameless(url);
    }
    if (name.length() > 3 && name.endsWith("git")) {
      name = name.substring(0, name.length() - 4);
    }
    boolean keepsV = url.text().contains("gitlab");
    return name + "-" + (keepsV ? written : withoutV(written)) + "/";
  }

  /** {@code refs/heads/x} and {@code refs/tags/x} are ways to ask for x. */
  private static String shortName(String ref) {
    Matcher full = FULL_REF.matcher(ref);
    return full.matches() ? full.group(2) : ref;
  }

  private static String withoutV(String ref) {
    return VERSION.matcher(ref).matches() ? ref.substring(1) : ref;
  }

  /** Whether a reference is the commit's id or begins it, and so is no tag or branch. */
  private static boolean names(String ref, Oid commit) {
    return HEX.matcher(ref).matches() && commit.hex().startsWith(ref.toLowerCase(Locale.ROOT));
  }

  private static String gitwebName(String text) {
    return NOT_IN_GITWEB_NAMES.matcher(text).replaceAll("");
  }

  private static String name(RepositoryUrl url) throws InvalidInputException {
    return url.name().orElseThrow(() -> nameless(url));
  }

  private static InvalidInputException nameless(RepositoryUrl url) {
    return new InvalidInputException(
        "the URL has no path that names the repository: " + url.display(),
        "put the forge's URL first, or give prefix");
  }

  private static String owner(RepositoryUrl url) throws InvalidInputException {
    return url.owner()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "the URL has no owner before the repository's name: " + url.display(),
                    "put the forge's URL first, or give prefix"));
  }
}
