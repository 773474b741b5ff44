package org.gitsnapshot.recompress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.RecompressRequest;

/**
 * Where the new file goes, and what must not be there.
 *
 * @param input what is read
 * @param directory where a file without a name of its own goes
 * @param file where it goes, if the caller named a file
 * @param mayReplace whether what is there may be replaced
 */
record Places(Path input, Path directory, Optional<Path> file, boolean mayReplace) {
  /**
   * Takes them from a request.
   *
   * @throws InvalidInputException if the file that is named belongs to another form
   */
  static Places of(RecompressRequest request) throws InvalidInputException {
    Path input = request.file();
    Optional<Path> output = request.output().map(RecompressRequest.Output::path);
    boolean wanted = request.output().isPresent() && request.output().get().directory();
    if (output.isPresent() && !wanted && !Files.isDirectory(output.get())) {
      Places named = new Places(input, Path.of(""), output, request.replace());
      if (request.form() instanceof RecompressRequest.To to && !named.mayHold(to.compressor())) {
        throw new InvalidInputException(
            to.compressor()
                + " makes ."
                + suffix(to.compressor())
                + ", and "
                + output.get()
                + " is called otherwise",
            "name it " + FileName.with(RecompressFile.name(output.get()), suffix(to.compressor())));
      }
      return named;
    }
    Path beside = input.resolveSibling("");
    return new Places(input, output.orElse(beside), Optional.empty(), request.replace());
  }

  /** Makes the directory, if there is to be one and there is none. */
  void makeDirectory() throws OutputException {
    if (file.isEmpty() && !directory.toString().isEmpty()) {
      Directories.make(directory, " with -o");
    }
  }

  /** Returns the suffix of what a compressor makes, without a dot. */
  static String suffix(Compressor compressor) {
    String format = compressor.format().suffix();
    return format.substring(Format.TAR.suffix().length() + 1);
  }

  Path of(Compressor compressor) {
    return file.orElseGet(
        () -> directory.resolve(FileName.with(RecompressFile.name(input), suffix(compressor))));
  }

  Path ofRaw() {
    return file.orElseGet(() -> directory.resolve(FileName.with(RecompressFile.name(input), "")));
  }

  /** Returns the name that the caller gave, for messages. */
  String explicit() {
    return file.map(Path::toString).orElse("");
  }

  /** Returns whether a file of the name may be what a compressor makes. */
  boolean mayHold(Compressor compressor) {
    Optional<String> named = file.flatMap(path -> FileName.format(RecompressFile.name(path)));
    return named.isEmpty() || named.get().equals(suffix(compressor));
  }

  boolean isInput(Path place) throws IOException {
    return ReadFiles.of(input).has(place);
  }

  /**
   * Checks that the input stays as it is.
   *
   * @throws InvalidInputException if the place is the input
   */
  void check(Path place) throws IOException {
    ReadFiles.of(input).keep(place, "name another file with -o");
  }

  /** Returns whether a file has these bytes. */
  boolean holds(Path place, FileDigests digests) throws IOException {
    return Files.isRegularFile(place)
        && Files.size(place) == digests.size()
        && ScannedFile.of(place).sha256().equals(digests.sha256());
  }

  /** Returns whether a file has these bytes. */
  static boolean holds(Path place, byte[] bytes) throws IOException {
    try {
      return Files.size(place) == bytes.length && Arrays.equals(Files.readAllBytes(place), bytes);
    } catch (NoSuchFileException absent) {
      return false;
    }
  }

  /**
   * Refuses a place that has something else.
   *
   * @param same whether what is there is what would be
   */
  void refuse(Path place, boolean same) throws OutputException {
    if (!same && Files.exists(place)) {
      throw new OutputException(
          place + " is there already with other bytes", "--replace replaces it, -o names another");
    }
  }
}
