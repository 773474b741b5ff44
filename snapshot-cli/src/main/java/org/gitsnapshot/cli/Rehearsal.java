package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the commands once on a small repository, so that the JVM can record which classes they need.
 * The launcher makes a class data archive of that; nothing else uses it.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Takes the path of a bundle, and of a directory that it makes and leaves behind. */
  public static void main(String[] args) throws IOException {
    String bundle = Path.of(args[0]).toAbsolutePath().toString();
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
    // What a local repository needs that a bundle does not.
    for (Path repository : repositories(directory.resolve("cache/repositories"))) {
      run(nowhere, "archive", "--repo", repository.toString(), "--commit", "v1.0", "-o", archive);
    }
    run(nowhere, "no-such-command");
  }

  private static List<Path> repositories(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private static void run(OutputStream out, String... args) {
    int unused = Main.run(args, out, OutputStream.nullOutputStream(), Map.of(), false);
  }
}
