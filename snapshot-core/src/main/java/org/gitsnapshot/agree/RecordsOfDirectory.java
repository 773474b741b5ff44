package org.gitsnapshot.agree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.Recompression;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.report.AgreementReport.Layer;
import org.jspecify.annotations.Nullable;

/** What a directory that is no mirror says: all records beside its files, as one side. */
final class RecordsOfDirectory {
  private RecordsOfDirectory() {}

  /**
   * Reads all {@code NAME.manifest.json} of a directory.
   *
   * @throws InvalidInputException if there is none, one cannot be read, or two say different things
   *     of one file
   */
  static Statement read(Path directory) throws InvalidInputException, LimitExceededException {
    Map<String, Claim> claims = new LinkedHashMap<>();
    Map<String, Path> sources = new LinkedHashMap<>();
    for (Path record : records(directory)) {
      for (Claim claim : ReadManifests.parsed(record).claims()) {
        Claim before = claims.get(claim.name());
        if (before == null || before.says().size() < claim.says().size()) {
          claims.put(claim.name(), claim);
        }
        Path source = sources.putIfAbsent(claim.name(), record);
        if (before != null && !sameBytes(before, claim)) {
          throw new InvalidInputException(
              claim.name() + " is not the same in " + source + " and " + record,
              "one of them is of a file that is there no longer: remove it");
        }
      }
    }
    if (claims.isEmpty()) {
      throw new InvalidInputException(
          directory + ": there is no " + MirrorManifest.FILE_NAME + " and no record in it",
          "name the directory of a mirror, or one with files that build, clean or recompress made");
    }
    return new Statement(List.copyOf(claims.values()), Optional.empty());
  }

  private static boolean sameBytes(Claim one, Claim other) {
    return Optional.ofNullable(one.says().get(Layer.COMPRESSED))
        .equals(Optional.ofNullable(other.says().get(Layer.COMPRESSED)));
  }

  private static List<Path> records(Path directory) throws InvalidInputException {
    List<Path> records = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "*" + Recompression.SUFFIX)) {
      files.forEach(records::add);
    } catch (DirectoryIteratorException | IOException e) {
      throw new InvalidInputException(
          directory + ": cannot be read", "check that it can be listed");
    }
    Collections.sort(records);
    return records;
  }

  /**
   * Reads a manifest's file, at most one byte more than a manifest may have.
   *
   * @throws InvalidInputException if there is no such file, or it cannot be read
   */
  static byte[] bytes(Path file) throws InvalidInputException {
    // What a shell hands over may be a pipe, and has another name.
    boolean ours = String.valueOf(file.getFileName()).endsWith(MirrorManifest.FILE_NAME);
    try (InputStream in = ours ? PlainFile.open(file) : Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MirrorManifestJson.MAX_BYTES + 1);
      Path beside = besideOf(file);
      if (beside != null && (bytes.length == 0 || bytes[0] != '{')) {
        throw new InvalidInputException(file + " is not a manifest", "name " + beside);
      }
      return bytes;
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(
          file + ": no such file", "name a manifest, a mirror's directory or a URL");
    } catch (InvalidInputException told) {
      throw told;
    } catch (OutputException noFile) {
      throw new InvalidInputException(
          String.valueOf(noFile.getMessage()), noFile.hint().orElse(null));
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be read: " + Explanation.reason(e), "check its permissions");
    }
  }

  /** Returns the record of a file that was named itself. */
  private static @Nullable Path besideOf(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(Recompression.SUFFIX)) {
      return null;
    }
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      Path beside = file.resolveSibling(name.substring(0, end) + Recompression.SUFFIX);
      if (Files.isRegularFile(beside)) {
        return beside;
      }
    }
    return null;
  }
}
