package org.gitsnapshot.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.ChecksumList;
import org.gitsnapshot.manifest.ListsCheck;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.CompletenessReport;

/**
 * Reads every file of a mirror and compares it with the manifest, and the list of checksums too,
 * before the network is cut.
 */
public final class CheckMirror {
  private CheckMirror() {}

  /**
   * Checks a mirror's directory.
   *
   * @param wanted a checksum list of which every file must be in the manifest, if there is one
   * @throws org.gitsnapshot.error.SnapshotException if the manifest or the list cannot be read
   */
  public static CompletenessReport run(Path directory, Optional<Path> wanted, Progress progress)
      throws IOException {
    Path source = directory.resolve(MirrorManifest.FILE_NAME);
    PlainFile.check(source);
    MirrorManifest manifest = MirrorManifestJson.parse(source.toString(), read(source));
    Path real = directory.toRealPath();
    List<String> problems = new ArrayList<>();
    for (MirrorFile file : manifest.files()) {
      progress.stage(file.name(), "checking");
      problem(real.resolve(file.name()), file)
          .ifPresent(what -> problems.add(file.name() + ": " + what));
      progress.done(file.name());
    }
    ListsCheck.Fault checksums = ListsCheck.run(directory, manifest).get(MirrorLists.CHECKSUMS);
    if (checksums != null) {
      problems.add(
          MirrorLists.CHECKSUMS + ": " + checksums.message() + "; a run of mirror makes it again");
    }
    if (wanted.isPresent()) {
      Path list = wanted.get();
      ChecksumList sums = ChecksumList.parse(list.toString(), DigestAlgorithm.SHA256, read(list));
      for (Map.Entry<ByteString, Digest> each : sums.entries().entrySet()) {
        Optional<MirrorFile> file =
            Optional.ofNullable(each.getKey().asUtf8()).flatMap(manifest::file);
        if (file.isEmpty()) {
          problems.add(each.getKey().display() + ": not in the manifest, and wanted by " + list);
        } else if (!file.get().sha256().equals(each.getValue())) {
          problems.add(
              each.getKey().display()
                  + ": the manifest has "
                  + file.get().sha256()
                  + ", and "
                  + list
                  + " wants "
                  + each.getValue());
        }
      }
    }
    return new CompletenessReport(manifest.files().size(), problems);
  }

  private static Optional<String> problem(Path path, MirrorFile file) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.of(Files.exists(path) ? "it is no regular file" : "missing");
    }
    try {
      Path unused = RealFile.of(path);
    } catch (FileSystemException notServed) {
      return Optional.of(Explanation.reason(notServed));
    }
    if (Files.size(path) != file.size()) {
      return Optional.of("has " + Files.size(path) + " bytes, not " + file.size());
    }
    ScannedFile scanned = ScannedFile.of(path);
    return scanned.sha256().equals(file.sha256())
        ? Optional.empty()
        : Optional.of("has " + scanned.sha256() + ", not " + file.sha256());
  }

  private static byte[] read(Path file) throws InvalidInputException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MirrorManifestJson.MAX_BYTES + 1);
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(file + ": no such file", "is the directory a mirror's?");
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + Explanation.reason(e), null);
    }
  }
}
