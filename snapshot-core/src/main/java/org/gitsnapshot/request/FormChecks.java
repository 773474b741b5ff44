package org.gitsnapshot.request;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;

/** What requests that make several forms of a tar check; each throws where they contradict. */
final class FormChecks {
  private FormChecks() {}

  /** Checks that a compressor, where there is one, writes the form that it is for. */
  static void compressors(Map<Format, Optional<Compressor>> outputs) {
    outputs.forEach(
        (format, compressor) -> {
          if (compressor.isPresent() && compressor.get().format() != format) {
            throw new IllegalArgumentException(
                compressor.get() + " does not make " + format.suffix());
          }
        });
  }

  /** Checks that each form goes to one place, no two to the same file, and no other anywhere. */
  static void places(Set<Format> made, Map<Format, Path> files, Map<Format, OutputStream> streams) {
    for (Format format : made) {
      if (!files.containsKey(format) && !streams.containsKey(format)) {
        throw new IllegalArgumentException(format.suffix() + " goes nowhere");
      }
      if (files.containsKey(format) && streams.containsKey(format)) {
        throw new IllegalArgumentException(format.suffix() + " goes to a file and to a stream");
      }
    }
    Map<Path, Format> taken = new HashMap<>();
    files.forEach(
        (format, file) -> {
          isMade(format, made);
          Format other = taken.put(file.toAbsolutePath().normalize(), format);
          if (other != null) {
            throw new IllegalArgumentException(
                other.suffix() + " and " + format.suffix() + " go to one file: " + file);
          }
        });
    streams.keySet().forEach(format -> isMade(format, made));
  }

  private static void isMade(Format format, Set<Format> made) {
    if (!made.contains(format)) {
      throw new IllegalArgumentException(format.suffix() + " goes somewhere, and is not made");
    }
  }
}
