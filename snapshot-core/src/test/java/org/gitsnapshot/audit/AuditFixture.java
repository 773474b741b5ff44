package org.gitsnapshot.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.FileGroup;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.ProofReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.AuditRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.ProofRequest;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.testing.Tool;

/** A directory with a repository {@code r} that real tools make archives of. */
final class AuditFixture implements AutoCloseable {
  private static final String REPOSITORY =
      "mkdir r && cd r && git init -q -b main . && mkdir -p src/deep doc && seq 30 >src/lines"
          + " && printf '#!/bin/sh\\n' >run && chmod 755 run && ln -s src/lines link"
          + " && printf hello >doc/a && printf world >src/deep/b && git add -A"
          + " && GIT_COMMITTER_DATE='1577836800 +0000' git commit -q -m one && git tag v1.0"
          + " && seq 40 >src/lines && git add -A"
          + " && GIT_COMMITTER_DATE='1577836900 +0000' git commit -q -m two && git tag v1.1";

  private final Path directory;
  private final Tool tool;
  private final Snapshots snapshots;

  AuditFixture(Path directory) throws IOException {
    this.directory = directory;
    this.tool = new Tool(directory);
    this.snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")));
    sh(REPOSITORY);
  }

  /** Runs a script in the directory, with the machine's git configuration off. */
  void sh(String script) {
    byte[] unused = tool.run(null, "sh", "-e", "-c", script);
  }

  String git(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "-C";
    all[1] = "r";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return tool.git(all);
  }

  /** Writes the raw tar that a git of some age would. */
  void archive(String revision, Profile profile, String prefix, String name) throws IOException {
    RecipeRequest recipe =
        new RecipeRequest(
            Optional.empty(),
            Optional.of(ByteString.utf8(prefix)),
            Optional.of(profile),
            SubstInputs.NONE,
            Map.of(Format.TAR, Optional.empty()));
    ArchiveReport unused =
        snapshots.archive(
            new ArchiveRequest(
                List.of(path("r").toString()),
                revision,
                recipe,
                Map.of(Format.TAR, path(name)),
                Map.of()));
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** Audits a file without any hint. */
  AuditReport audit(String name) throws IOException {
    return audit(name, Optional.empty());
  }

  AuditReport audit(String name, Optional<String> revision) throws IOException {
    return audit(name, revision, CompareRequest.Detail.DEFAULT);
  }

  AuditReport audit(String name, Optional<String> revision, CompareRequest.Detail detail)
      throws IOException {
    return snapshots.audit(
        new AuditRequest(path(name), List.of(path("r").toString()), revision, detail));
  }

  /** Holds a file against a commit's trees. */
  ProofReport prove(String name, String commit) throws IOException {
    List<String> urls = List.of(path("r").toString());
    return snapshots.prove(
        new ProofRequest(path(name), urls, Oid.fromHex(commit), Optional.empty()));
  }

  /** Builds the pin that a report gives and returns whether its digests, the file's, came out. */
  boolean pinBuilds(AuditReport report) throws IOException, SnapshotException {
    Path pins = path("audited.toml");
    byte[] toml = report.pin().orElseThrow().getBytes(StandardCharsets.UTF_8);
    Path unused = Files.write(pins, toml);
    Consumer<PinReport> nothing = done -> {};
    List<PinReport> built = snapshots.build(PinFile.read(pins), path("out"), 1, nothing);
    return built.size() == 1 && built.get(0).verdict() == Verdict.SAME;
  }

  @Override
  public void close() {
    snapshots.close();
  }

  /** Returns what a report has of files that are all listed. */
  static FileGroup group(String what, String... paths) {
    return new FileGroup(what, Arrays.stream(paths).map(ByteString::utf8).toList());
  }
}
