package org.gitsnapshot.forge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.io.SafeText;

/**
 * The parts of a repository's URL that end up in names.
 *
 * @param text the URL as it is written
 * @param segments the parts of its path, the last without {@code .git} or {@code .bundle}; empty
 *     for a URL without a path
 */
record RepositoryUrl(String text, List<String> segments) {
  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/]*(.*)");

  /** The form {@code git@host:path}; a slash before the colon makes it a local path. */
  private static final Pattern SCP_LIKE = Pattern.compile("[^/:]{2,}:(.*)");

  static RepositoryUrl parse(String url) {
    String path = url;
    Matcher scheme = WITH_SCHEME.matcher(url);
    Matcher scp = SCP_LIKE.matcher(url);
    if (scheme.matches()) {
      path = scheme.group(1);
    } else if (scp.matches()) {
      path = scp.group(1);
    }
    List<String> parts =
        Arrays.stream(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
    // The repository inside a work tree is named by the tree: path/to/name/.git
    if (parts.size() > 1 && parts.get(parts.size() - 1).equals(".git")) {
      parts = parts.subList(0, parts.size() - 1);
    }
    return new RepositoryUrl(url, parts);
  }

  /** Returns the repository's name: the last part of the path, less {@code .git}. */
  Optional<String> name() {
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    String last = segments.get(segments.size() - 1);
    for (String ending : List.of(".git", ".bundle")) {
      if (last.endsWith(ending) && last.length() > ending.length()) {
        return Optional.of(last.substring(0, last.length() - ending.length()));
      }
    }
    return Optional.of(last);
  }

  /** Returns the part before the name, which on most forges is the owner. */
  Optional<String> owner() {
    return segments.size() < 2 ? Optional.empty() : Optional.of(segments.get(segments.size() - 2));
  }

  /** Returns the URL for messages: without what may be secret. */
  String display() {
    return SafeText.url(text);
  }

  /** Returns what {@code basename(1)} makes of the whole URL. */
  String baseName() {
    String trimmed = text.replaceFirst("/+$", "");
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}
