package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The pins that a command works on: files, and a choice among what they hold. */
final class PinFiles {
  private static final int MAX_DEFAULT_JOBS = 4;

  @Parameters(arity = "1..*", paramLabel = "PINS", description = "Files of pins (TOML).")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Only the pin of this name. May be given several times.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Pins to work on at once. Default: one for each processor, at most 4.")
  private int jobs = defaultJobs();

  /** Returns how many pins to work on at once where nothing is said. */
  static int defaultJobs() {
    return Math.min(MAX_DEFAULT_JOBS, Runtime.getRuntime().availableProcessors());
  }

  int jobs() throws InvalidInputException {
    if (jobs < 1) {
      throw new InvalidInputException("--jobs is at least 1, not " + jobs, null);
    }
    return jobs;
  }

  /** Returns the files as they are named. */
  List<Path> paths() {
    return List.copyOf(files);
  }

  /** Reads all files before anything is done with any pin. */
  List<Pin> read() throws IOException {
    List<Pin> pins = read(files);
    return only.isEmpty() ? pins : chosen(pins);
  }

  /** Reads the pins of files, no two of one name. */
  static List<Pin> read(List<Path> files) throws IOException {
    List<Pin> pins = new ArrayList<>();
    Map<String, Pin> byName = new HashMap<>();
    for (Path file : files) {
      for (Pin pin : PinFile.read(file)) {
        Pin first = byName.putIfAbsent(pin.name().toLowerCase(Locale.ROOT), pin);
        if (first != null) {
          throw new InvalidInputException(
              pin.position(),
              "another pin is called " + first.name(),
              "it is at " + first.position() + ", and their files would have the same names");
        }
        pins.add(pin);
      }
    }
    return pins;
  }

  private List<Pin> chosen(List<Pin> pins) throws InvalidInputException {
    Set<String> missing = new HashSet<>(only);
    List<Pin> chosen = new ArrayList<>();
    for (Pin pin : pins) {
      if (only.contains(pin.name())) {
        chosen.add(pin);
        missing.remove(pin.name());
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "no pin is called " + missing.iterator().next(),
          "--only takes a name in the files given");
    }
    return chosen;
  }
}
