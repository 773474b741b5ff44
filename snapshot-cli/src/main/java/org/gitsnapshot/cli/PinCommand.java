package org.gitsnapshot.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.pin.MadePin;
import org.gitsnapshot.pin.PinWriter;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.request.PinRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot pin}. */
@Command(
    name = "pin",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Print a ready pin: resolve a tag, branch or short id to its full commit, build once, and give"
          + " the digests."
    },
    footerHeading = "%nExample:%n",
    footer = "  snapshot pin https://github.com/OWNER/REPO v1.0 --like github >> pins.toml")
final class PinCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      converter = PathArgument.AsText.class,
      paramLabel = "URL",
      description = "The repository.")
  private String url = "";

  @Parameters(
      index = "1",
      paramLabel = "REF",
      description = "A tag, a branch, a full ref name, HEAD, a full id or its first digits.")
  private String revision = "";

  @Option(
      names = "--url",
      converter = PathArgument.AsText.class,
      paramLabel = "URL",
      description = "Another place of the same repository. May be given several times.")
  private List<String> others = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The pin's name, and so its files'. Default: the prefix without its slash.")
  private @Nullable String name;

  @Mixin private final RecipeOptions recipe = new RecipeOptions();
  @Mixin private final BuildOptions shared = new BuildOptions();

  PinCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<String> urls = new ArrayList<>(List.of(url));
    urls.addAll(others);
    PinRequest request =
        new PinRequest(urls, revision, Optional.ofNullable(name), recipe.toRequest(Format.TAR_GZ));
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
