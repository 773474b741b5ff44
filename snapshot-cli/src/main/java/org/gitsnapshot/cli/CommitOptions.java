package org.gitsnapshot.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options that name a commit where it may be left out. */
final class CommitOptions {
  private final Argument<List<String>> urls =
      Argument.texts("--repo")
          .label("URL|PATH")
          .says(
              "The commit's repository or a bundle of it. May be given several times; they are"
                  + " tried in turn.");

  private final Argument<String> revision =
      Argument.text("--commit")
          .label("REV")
          .says("A full id, a tag, a branch, a full ref name, HEAD, or the first digits of an id.");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, urls, revision);
  }

  /** Returns where the repository is; empty if that is not said. */
  List<String> urls() {
    return urls.get();
  }

  /** Returns the commit as it was written; empty if that is not said. */
  Optional<String> revision() {
    return revision.value();
  }
}
