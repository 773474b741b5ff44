package org.gitsnapshot.testing;

import java.util.Map;

/** Variables that make git the same on every machine. */
public final class GitEnvironment {
  /** Nobody's configuration, and names that are nobody's. */
  public static final Map<String, String> SAME_EVERYWHERE =
      Map.ofEntries(
          Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
          Map.entry("GIT_CONFIG_SYSTEM", "/dev/null"),
          Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
          // Fourteen examples of hooks in each repository, to be written and removed again.
          Map.entry("GIT_TEMPLATE_DIR", ""),
          // A process for each commit, to find that there is nothing to do.
          Map.entry("GIT_CONFIG_COUNT", "1"),
          Map.entry("GIT_CONFIG_KEY_0", "maintenance.auto"),
          Map.entry("GIT_CONFIG_VALUE_0", "false"),
          Map.entry("GIT_AUTHOR_NAME", "A"),
          Map.entry("GIT_AUTHOR_EMAIL", "a@example.org"),
          Map.entry("GIT_COMMITTER_NAME", "C"),
          Map.entry("GIT_COMMITTER_EMAIL", "c@example.org"),
          Map.entry("LC_ALL", "C"));

  private GitEnvironment() {}
}
