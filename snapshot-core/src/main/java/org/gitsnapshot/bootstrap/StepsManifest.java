package org.gitsnapshot.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.ByteOrderMark;
import org.gitsnapshot.request.StepSet;

/**
 * live-bootstrap's {@code steps/manifest}: which steps it builds, and which of them before it has a
 * network.
 *
 * <p>A step is built by a line {@code build: NAME …}; conditions behind the name are not looked at,
 * as the project's own generator does not. What is wanted before the network is what stands above
 * the first line {@code improve: …} with {@code network} in it. Immutable.
 */
public final class StepsManifest {
  private static final String BUILD = "build: ";
  private static final String IMPROVE = "improve: ";
  private static final String NETWORK = "network";

  private final Set<String> all = new LinkedHashSet<>();
  private final Set<String> preNetwork = new LinkedHashSet<>();

  private StepsManifest() {}

  /** Reads the text of a manifest; lines of other kinds say nothing about sources. */
  static StepsManifest parse(String text) {
    StepsManifest manifest = new StepsManifest();
    boolean network = false;
    for (String line : text.lines().map(String::strip).toList()) {
      network |= line.startsWith(IMPROVE) && line.contains(NETWORK);
      if (line.startsWith(BUILD)) {
        String step = line.substring(BUILD.length()).split("[ #]", 2)[0].strip();
        manifest.all.add(step);
        if (!network) {
          manifest.preNetwork.add(step);
        }
      }
    }
    return manifest;
  }

  /** Returns the names of the steps in their order. */
  Set<String> steps(StepSet part) {
    return part == StepSet.ALL ? all : preNetwork;
  }

  /**
   * Returns those of the files that belong to a part, in the order of their steps. A file {@code
   * steps/NAME/sources} is of the step NAME, and the manifest is {@code steps/manifest}.
   *
   * @throws UnavailableException if a manifest cannot be read
   * @throws InvalidInputException if no file belongs to the part
   */
  public static List<Path> choose(List<Path> files, StepSet part) throws IOException {
    Map<Path, Path> byPlace = new LinkedHashMap<>();
    Set<Path> manifests = new LinkedHashSet<>();
    for (Path file : files) {
      Path place = file.toAbsolutePath().normalize();
      byPlace.put(place, file);
      manifests.add(place.resolve("../../manifest").normalize());
    }
    List<Path> chosen = new ArrayList<>();
    for (Path manifest : manifests) {
      for (String step : read(manifest).steps(part)) {
        // A step without sources has no such file.
        Path file = byPlace.get(manifest.resolveSibling(step).resolve("sources"));
        if (file != null) {
          chosen.add(file);
        }
      }
    }
    if (chosen.isEmpty()) {
      throw new InvalidInputException(
          "none of the files of sources is of a step in " + manifests,
          "name all of them: --sources 'steps/*/sources'");
    }
    return chosen;
  }

  private static StepsManifest read(Path file) throws UnavailableException {
    try {
      return parse(ByteOrderMark.passedOver(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UnavailableException(
          "cannot read the list of steps " + file + ": " + Explanation.reason(unreadable),
          "which steps are built, and in what order, is read from live-bootstrap's steps/manifest",
          unreadable);
    }
  }
}
