package org.gitsnapshot.request;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.ReservedEngine;

/**
 * A file to be compressed in another way.
 *
 * @param file what is read: a tar or any other file, compressed or not
 * @param form what is made of it
 * @param output where it goes; without it, beside the file under the name that the new form gives
 *     it
 * @param replace whether a file that has the output's name and other bytes is replaced; what is
 *     read never is
 * @param others what else is read in the same run, which is never replaced either
 * @param made what the same run has made of other files, which is not replaced either
 * @param publish whether the new file joins the lists of the mirror that the file is of
 */
public record RecompressRequest(
    Path file,
    Form form,
    Optional<Output> output,
    boolean replace,
    ReadFiles others,
    List<Path> made,
    boolean publish) {
  /** Copies the list. */
  public RecompressRequest {
    made = List.copyOf(made);
  }

  /**
   * Where the new file goes.
   *
   * @param path a file, or a directory
   * @param directory whether it is to be a directory, which is made when it is not there; else it
   *     is one only if it exists
   */
  public record Output(Path path, boolean directory) {}

  /** What is made of a file. */
  public sealed interface Form permits To, Raw, Smallest {}

  /**
   * One engine at one level.
   *
   * @param compressor which
   */
  public record To(Compressor compressor) implements Form {}

  /** No compression: the raw bytes. */
  public record Raw() implements Form {}

  /**
   * The smallest of several.
   *
   * @param engines those that are tried; where there are none, those that usually give the smallest
   */
  public record Smallest(List<Compressor> engines) implements Form {
    /** Copies the list. */
    public Smallest {
      engines = List.copyOf(engines);
    }

    /**
     * Reads a list with commas, such as {@code xz -9e, bzip2}; an engine without a level stands for
     * all its levels.
     *
     * @throws InvalidInputException if a part is no engine or has no such level
     */
    public static Smallest parse(String list) throws InvalidInputException {
      List<Compressor> engines = new ArrayList<>();
      for (String part : list.split(",", -1)) {
        Optional<ReservedEngine> whole = ReservedEngine.ofLabel(part.strip());
        if (whole.isPresent()) {
          addLevels(engines, whole.get());
          whole.get().extreme().ifPresent(extreme -> addLevels(engines, extreme));
        } else {
          engines.add(Compressor.parse(part));
        }
      }
      return new Smallest(engines.stream().distinct().toList());
    }

    private static void addLevels(List<Compressor> engines, ReservedEngine engine) {
      for (int level = engine.minLevel(); level <= engine.maxLevel(); level++) {
        engines.add(Compressor.of(engine, level));
      }
    }
  }
}
