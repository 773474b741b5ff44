package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the commands once on a small repository, so that the JVM can record which classes they need.
 * The launcher makes a class data archive of that; nothing else uses it.
 */
public final class Rehearsal {
  private static final int SEVERAL_SEGMENTS = 3 << 20;

  /**
   * Bundles and commits of them: deltas, conversions, patterns of paths, and paths of any length.
   */
  private static final List<String> KINDS =
      List.of(
          "kinds.bundle size-513",
          "conversions.bundle everything",
          "conversions.bundle as-UTF-16",
          "ignore.bundle all",
          "ignore.bundle stars",
          "ignore.bundle classes",
          "paths.bundle long-links",
          "paths.bundle long-paths");

  private Rehearsal() {}

  /** Takes the path of the bundles, and of a directory that it makes and leaves behind. */
  public static void main(String[] args) throws IOException {
    new Main.Preparation().run();
    Path bundles = Path.of(args[0]).toAbsolutePath();
    String bundle = bundles.resolve("demo.bundle").toString();
    Path directory = Files.createDirectories(Path.of(args[1]));
    String out = directory.toString();
    String cache = directory.resolve("cache").toString();
    Path pins = directory.resolve("pins.toml");
    try (OutputStream file = Files.newOutputStream(pins)) {
      run(file, "pin", bundle, "v1.0", "--name", "demo", "--prefix", "demo/", "--cache", cache);
    }
    OutputStream nowhere = OutputStream.nullOutputStream();
    String log = directory.resolve("log").toString();
    run(nowhere, "build", pins.toString(), "-o", out, "--cache", cache, "--log-file", log);
    run(nowhere, "verify", pins.toString(), "--files", out, "--cache", cache);
    String archive = directory.resolve("a.tar.gz").toString();
    run(nowhere, "archive", "--repo", bundle, "--commit", "v1.0", "-o", archive, "--cache", cache);
    run(nowhere, "compare", archive, directory.resolve("demo.tar.gz").toString());
    run(nowhere, "audit", archive, "--repo", bundle, "--cache", cache);
    run(nowhere, "help", "mirror");
    // What a local repository needs that a bundle does not: HEAD, and refs in files of their own.
    for (Path repository : repositories(directory.resolve("cache/repositories"))) {
      String repo = repository.toString();
      // A partial clone has such a file.
      Files.createFile(repository.resolve("objects/pack/pack-1.promisor"));
      run(nowhere, "archive", "--repo", repo, "--commit", "v1.0", "-o", archive);
      copyOneRef(repository);
      String three = directory.resolve("three").toString();
      String formats = "tar,tar.gz,tar.xz";
      run(nowhere, "archive", "--repo", repo, "--commit", "HEAD", "--format", formats, "-o", three);
    }
    for (String kind : KINDS) {
      String[] words = kind.split(" ", -1);
      String of = bundles.resolve(words[0]).toString();
      String commit = words[1];
      run(nowhere, "archive", "--repo", of, "--commit", commit, "-o", archive, "--cache", cache);
    }
    // Objects in files of their own, a list of refs, export-subst, and more than one pin.
    Path loose = directory.resolve("loose.git");
    String head = RehearsalRepository.make(loose);
    run(nowhere, "archive", "--repo", loose.toString(), "--commit", "HEAD", "-o", archive);
    Path several = directory.resolve("several.toml");
    Files.writeString(several, pin("one", loose, head) + pin("two", loose, head));
    for (int round = 0; round < 2; round++) {
      run(nowhere, "build", several.toString(), "-o", out, "--cache", cache);
    }
    String mirrored = directory.resolve("mirror").toString();
    run(nowhere, "mirror", "--pins", several.toString(), "--cache", cache, mirrored);
    Path text = Files.write(directory.resolve("text"), new byte[SEVERAL_SEGMENTS]);
    run(nowhere, "recompress", text.toString(), "--to", "gnu-gzip -6", "-o", out);
    run(nowhere, "--version");
    run(nowhere, "no-such-command");
  }

  private static String pin(String name, Path repository, String commit) {
    return String.format(
        "[[pin]]%nname = \"%s\"%nurl = [\"%s\"]%ncommit = \"%s\"%nprefix = \"%s/\"%nformats = [\"tar.gz\"]%n%n",
        name, repository, commit, name);
  }

  private static List<Path> repositories(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  /** Makes the branch that HEAD names. */
  private static void copyOneRef(Path repository) throws IOException {
    try (Stream<Path> refs = Files.list(repository.resolve("refs/snapshots"))) {
      Path branch = repository.resolve("refs/heads/main");
      Files.createDirectories(branch.getParent());
      Files.copy(refs.findFirst().orElseThrow(), branch, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void run(OutputStream out, String... args) {
    int unused = Main.run(args, out, OutputStream.nullOutputStream(), System.getenv(), false);
  }
}
