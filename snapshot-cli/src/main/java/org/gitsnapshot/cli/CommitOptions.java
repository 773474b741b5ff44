package org.gitsnapshot.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a commit where it may be left out. */
final class CommitOptions {
  @Option(
      names = "--repo",
      converter = PathArgument.AsText.class,
      paramLabel = "URL|PATH",
      description =
          "The commit's repository or a bundle of it. May be given several times; they are tried in"
              + " turn.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = "--commit",
      paramLabel = "REV",
      description =
          "A full id, a tag, a branch, a full ref name, HEAD, or the first digits of an id.")
  private @Nullable String revision;

  /** Returns where the repository is; empty if that is not said. */
  List<String> urls() {
    return urls;
  }

  /** Returns the commit as it was written, or null. */
  @Nullable String revision() {
    return revision;
  }
}
