package org.gitsnapshot.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.pin.MadePin;
import org.gitsnapshot.pin.PinWriter;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.request.PinRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot pin}. */
final class PinCommand implements Subcommand {
  private final Terminal terminal;

  private final Argument<String> url = Argument.text().label("URL").at(0).says("The repository.");

  private final Argument<String> revision =
      Argument.text()
          .label("REF")
          .at(1)
          .says("A tag, a branch, a full ref name, HEAD, a full id or its first digits.");

  private final Argument<List<String>> others =
      Argument.texts("--url")
          .label("URL")
          .says("Another place of the same repository. May be given several times.");

  private final Argument<String> name =
      Argument.text("--name")
          .label("NAME")
          .says("The pin's name, and so its files'. Default: the prefix without its slash.");

  private final RecipeOptions recipe = new RecipeOptions();
  private final BuildOptions shared = new BuildOptions();

  PinCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Print a ready pin: resolve a tag, branch or short id to its full commit, build once,"
                + " and give the digests.")
        .footerHeading("%nExample:%n")
        .footer("  snapshot pin https://github.com/OWNER/REPO v1.0 --like github >> pins.toml");
    Argument.addTo(command, url, revision, others, name);
    recipe.addTo(command);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    List<String> urls = new ArrayList<>(List.of(url.get()));
    urls.addAll(others.get());
    PinRequest request =
        new PinRequest(urls, revision.get(), name.value(), recipe.toRequest(Format.TAR_GZ));
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      MadePin made = snapshots.pin(request);
      progress.stop();
      String toml = PinWriter.toToml(made.pin());
      if (shared.json()) {
        PinJson.print(terminal.out(), made, toml);
      } else {
        terminal.out().print(toml);
        made.notes().forEach(terminal::note);
      }
      return ExitCode.DONE.code();
    }
  }
}
