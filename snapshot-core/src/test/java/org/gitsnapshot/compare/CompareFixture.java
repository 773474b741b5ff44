package org.gitsnapshot.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.CompareSide;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.testing.Tool;

/**
 * A repository with one commit, its archive {@code git.tar}, and its files unpacked in {@code p-1}.
 */
final class CompareFixture implements AutoCloseable {
  private static final String REPOSITORY =
      "mkdir r && cd r && git init -q . && mkdir -p src/deep doc && seq 30 >src/lines"
          + " && printf '#!/bin/sh\\n' >run && chmod 755 run && ln -s src/lines link"
          + " && printf 'a\\0b' >binary && printf hello >doc/a && printf world >src/deep/b"
          + " && git add -A && GIT_COMMITTER_DATE='1577836800 +0000' git commit -q -m one && cd .."
          + " && git -C r archive --prefix=p-1/ HEAD >git.tar && tar xf git.tar";

  private final Path directory;
  private final Tool tool;
  private final Snapshots snapshots;

  CompareFixture(Path directory) throws IOException {
    this.directory = directory;
    this.tool = new Tool(directory);
    this.snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")));
    sh(REPOSITORY);
  }

  void sh(String script) {
    byte[] unused = tool.run(null, "sh", "-c", script);
  }

  byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  CompareSide side(String name) {
    return new CompareSide.OnDisk(directory.resolve(name));
  }

  CompareSide commit(Optional<String> prefix) {
    return new CompareSide.Commit(
        List.of(directory.resolve("r").toString()),
        "HEAD",
        new RecipeRequest(
            Optional.empty(),
            prefix.map(ByteString::utf8),
            Optional.empty(),
            SubstInputs.NONE,
            Map.of()));
  }

  CompareReport compare(String a, String b) {
    return compare(side(a), side(b));
  }

  CompareReport compare(CompareSide a, CompareSide b) {
    try {
      return snapshots.compare(new CompareRequest(a, b, CompareRequest.Detail.DEFAULT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompareReport compare(CompareRequest request) throws IOException {
    return snapshots.compare(request);
  }

  /** Returns the groups as {@code what: from → to}. */
  static List<String> groups(CompareReport report) {
    return report.tar().stream()
        .map(each -> each.what() + ": " + each.from() + " → " + each.to() + " x" + each.count())
        .toList();
  }

  @Override
  public void close() {
    snapshots.close();
  }
}
