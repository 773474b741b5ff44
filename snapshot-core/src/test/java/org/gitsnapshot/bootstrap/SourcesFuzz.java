package org.gitsnapshot.bootstrap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.fuzz.Tried;
import org.gitsnapshot.request.StepSet;

/** live-bootstrap's sources and steps: what is read can be written as lines and reads back. */
public final class SourcesFuzz {
  private SourcesFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws InvalidInputException {
    String text = Tried.utf8(input);
    StepsManifest steps = StepsManifest.parse(text);
    Tried.check(
        steps.steps(StepSet.ALL).containsAll(steps.steps(StepSet.PRE_NETWORK)),
        "steps from nowhere");
    Optional<SourceSet> set = Tried.readText(text, () -> parse(text), InvalidInputException.class);
    if (set.isEmpty()) {
      return;
    }
    List<Source> sources = set.get().sources();
    for (Source source : sources) {
      Tried.checkInside(text, source.position());
      Tried.check(FlatName.fault(source.name()).isEmpty(), "not a name: " + source.name());
    }
    String lines = sources.stream().map(SourcesFuzz::lines).collect(Collectors.joining());
    Tried.checkEqual(
        parse(lines).sources().stream().map(SourcesFuzz::lines).toList(),
        sources.stream().map(SourcesFuzz::lines).toList(),
        "sources after writing");
  }

  private static SourceSet parse(String text) throws InvalidInputException {
    SourceSet set = new SourceSet();
    set.parse(Tried.SOURCE, text);
    return set;
  }

  private static String lines(Source source) {
    String end = " " + source.sha256().hex() + " " + source.name() + "\n";
    if (source.origin() instanceof Source.Git git) {
      return "g " + git.repository() + "~" + git.reference() + " _" + end;
    }
    return ((Source.Download) source.origin())
        .urls().stream().map(url -> "f " + url + end).collect(Collectors.joining());
  }
}
