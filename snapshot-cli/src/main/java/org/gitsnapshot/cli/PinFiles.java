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
import picocli.CommandLine.Model.CommandSpec;

/** The pins that a command works on: files, and a choice among what they hold. */
final class PinFiles {
  private static final int MAX_DEFAULT_JOBS = 4;

  private final Argument<List<Path>> files =
      Argument.paths().label("PINS").times("1..*").says("Files of pins (TOML).");

  private final Argument<List<String>> only =
      Argument.texts("--only")
          .label("NAME")
          .says("Only the pin of this name. May be given several times.");

  private final Argument<Integer> jobs =
      Argument.number("-j", "--jobs")
          .label("N")
          .otherwise(defaultJobs())
          .says("Pins to work on at once. Default: one for each processor, at most 4.");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, files, only, jobs);
  }

  /** Returns how many pins to work on at once where nothing is said. */
  static int defaultJobs() {
    return Math.min(MAX_DEFAULT_JOBS, Runtime.getRuntime().availableProcessors());
  }

  int jobs() throws InvalidInputException {
    if (jobs.get() < 1) {
      throw new InvalidInputException("--jobs is at least 1, not " + jobs.get(), null);
    }
    return jobs.get();
  }

  /** Returns the files as they are named. */
  List<Path> paths() {
    return List.copyOf(files.get());
  }

  /** Reads all files before anything is done with any pin. */
  List<Pin> read() throws IOException {
    List<Pin> pins = read(files.get());
    return only.get().isEmpty() ? pins : chosen(pins);
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
    Set<String> missing = new HashSet<>(only.get());
    List<Pin> chosen = new ArrayList<>();
    for (Pin pin : pins) {
      if (only.get().contains(pin.name())) {
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
