package org.gitsnapshot.derive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Forms;
import org.gitsnapshot.build.OpenFiles;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Sha512;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.build.ToolVersion;
import org.gitsnapshot.clean.CleanTar;
import org.gitsnapshot.clean.ListedFiles;
import org.gitsnapshot.clean.RemovalRules;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.DigestingInput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.CleanManifest;
import org.gitsnapshot.manifest.CleanManifestJson;
import org.gitsnapshot.manifest.Derivation;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.report.CleanReport;
import org.gitsnapshot.request.CleanRequest;

/**
 * Deletes entries of a tarball, whoever made it, and writes what is left with a manifest of what
 * was deleted: all files, or none. Immutable and thread-safe.
 */
public final class CleanFile {
  private final Pipeline pipeline;
  private final Limits limits;
  private final Progress progress;

  /** Creates one. */
  public CleanFile(Pipeline pipeline, Limits limits, Progress progress) {
    this.pipeline = pipeline;
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * Cleans.
   *
   * @return a report with faults if a listed file is another; nothing was written then
   * @throws org.gitsnapshot.error.InvalidInputException if it is no tar, or a pattern matches
   *     nothing, or what is read, or the manifest of something else, would be replaced
   * @throws CorruptObjectException if it is damaged
   */
  public CleanReport run(CleanRequest request) throws IOException {
    Pipeline.check(request.outputs().values().stream().flatMap(Optional::stream).toList());
    Outputs.check(request);
    TarFile tar = new TarFile(request.file(), request.label());
    progress.stage(request.label(), "reading");
    try (OpenFiles files = new OpenFiles()) {
      tar.check();
      ByteString prefix =
          request.prefix().isPresent() ? request.prefix().get() : tar.topDirectory();
      progress.stage(request.label(), "cleaning");
      CleanReport report =
          clean(
              request,
              tar,
              prefix,
              files.targets(request.outputs(), request.files(), request.streams()));
      if (report.faults().isEmpty()) {
        if (request.manifest().isPresent()) {
          files
              .create(request.manifest().get())
              .write(CleanManifestJson.toBytes(manifest(request, report)));
        }
        files.publish();
      }
      return report;
    } catch (CorruptObjectException e) {
      throw e.in(tar.label());
    } finally {
      progress.done(request.label());
    }
  }

  private CleanReport clean(
      CleanRequest request, TarFile tar, ByteString prefix, List<Target> targets)
      throws IOException {
    RemovalRules rules =
        new RemovalRules(
            request.removals().stream().map(Removal::pattern).toList(), prefix, limits);
    // Of all files, as in a snapshot's manifest.
    Sha512 sha512 = new Sha512(request.outputs().containsKey(Format.TAR), true);
    try (DigestingInput file = new DigestingInput(tar.open(), false);
        DigestingInput raw = new DigestingInput(tar.raw(file), false);
        Forms forms = pipeline.with(sha512).forms(targets)) {
      CleanTar.Result result = CleanTar.run(raw, forms.out(), rules.choice(), limits);
      ListedFiles.checkMatched(request.removals(), rules.unmatched(), result.removed());
      FileDigests whole = raw.finish();
      FileDigests wholeFile = file.finish();
      forms.finish();
      FileDigests made = forms.raw();
      List<String> faults = ListedFiles.faults(request.removals(), result.removed(), prefix);
      return new CleanReport(
          request.label(),
          new SizedDigest(wholeFile.size(), wholeFile.sha256()),
          whole,
          prefix,
          result.removed(),
          result.kept(),
          made,
          faults.isEmpty() ? files(request, forms.files(made)) : List.of(),
          rules.warnings(result),
          faults);
    }
  }

  private static List<CleanReport.DerivedFile> files(
      CleanRequest request, Map<Format, FileDigests> made) {
    List<CleanReport.DerivedFile> files = new ArrayList<>();
    request
        .outputs()
        .forEach(
            (format, compressor) -> {
              Path file = request.files().get(format);
              String name = file == null ? "-" : file.toString();
              files.add(
                  new CleanReport.DerivedFile(
                      name, format, compressor, requireNonNull(made.get(format))));
            });
    return files;
  }

  private static CleanManifest manifest(CleanRequest request, CleanReport report) {
    List<CleanManifest.MadeFile> files = new ArrayList<>();
    for (CleanReport.DerivedFile file : report.files()) {
      Path path = request.files().get(file.format());
      if (path != null) {
        files.add(
            new CleanManifest.MadeFile(
                String.valueOf(path.getFileName()),
                file.format(),
                file.compressor(),
                file.digests()));
      }
    }
    Path name = Path.of(request.label()).getFileName();
    return new CleanManifest(
        ToolVersion.current(),
        name == null ? request.label() : name.toString(),
        report.originalFile(),
        report.prefix(),
        request.removals().stream().map(Removal::pattern).toList(),
        new Derivation(report.originalTar(), report.removed()),
        report.tar(),
        files,
        report.warnings());
  }
}
