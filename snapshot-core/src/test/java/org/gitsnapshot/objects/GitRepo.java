package org.gitsnapshot.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.testing.GitEnvironment;
import org.gitsnapshot.testing.Tool;

/** A repository that C git makes and looks into; what it says is what tests compare with. */
public final class GitRepo {
  private final Path directory;

  private GitRepo(Path directory) {
    this.directory = directory;
  }

  /** Makes an empty repository with a work tree, whose branch is {@code main}. */
  public static GitRepo init(Path directory, String... options) {
    List<String> command = new ArrayList<>(List.of("init", "-q", "-b", "main"));
    command.addAll(Arrays.asList(options));
    command.add(directory.toString());
    run(Path.of("/"), command.toArray(String[]::new));
    return new GitRepo(directory);
  }

  /** Takes a directory that is a repository already. */
  public static GitRepo at(Path directory) {
    return new GitRepo(directory);
  }

  /** Clones this one. */
  public GitRepo cloneTo(Path target, String... options) {
    List<String> command = new ArrayList<>(List.of("clone", "-q"));
    command.addAll(Arrays.asList(options));
    command.add("file://" + directory);
    command.add(target.toString());
    run(Path.of("/"), command.toArray(String[]::new));
    return new GitRepo(target);
  }

  public Path directory() {
    return directory;
  }

  /** Writes a file into the work tree. */
  public GitRepo write(String path, String text) {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file into the work tree. */
  public GitRepo write(String path, byte[] bytes) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds everything and commits it. */
  public Oid commit(String message) {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return head();
  }

  /** Returns what was committed last, without asking git: HEAD's branch has a file of its own. */
  private Oid head() {
    Path git = directory.resolve(".git");
    if (!Files.isDirectory(git)) {
      return id("HEAD");
    }
    try {
      String head = Files.readString(git.resolve("HEAD")).strip();
      String ref = "ref: ";
      return Oid.fromHex(
          head.startsWith(ref)
              ? Files.readString(git.resolve(head.substring(ref.length()))).strip()
              : head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one file and commits it. */
  public Oid commitFile(String path, String text) {
    return write(path, text).commit("write " + path);
  }

  /** Returns what a revision is. */
  public Oid id(String revision) {
    return Oid.fromHex(git("rev-parse", "--verify", revision));
  }

  /** Runs git there and returns what it prints, without the last line end. */
  public String git(String... arguments) {
    return run(directory, arguments);
  }

  /** Returns the objects of these ids, in their order. */
  public List<byte[]> objects(List<Oid> ids) {
    String names = ids.stream().map(id -> id.hex() + "\n").collect(Collectors.joining());
    byte[] printed =
        new Tool(directory).git(names.getBytes(StandardCharsets.US_ASCII), "cat-file", "--batch");
    List<byte[]> objects = new ArrayList<>();
    int at = 0;
    for (Oid id : ids) {
      int end = at;
      while (printed[end] != '\n') {
        end++;
      }
      String head = new String(printed, at, end - at, StandardCharsets.US_ASCII);
      if (!head.startsWith(id.hex() + " ")) {
        throw new AssertionError("git says of " + id + ": " + head);
      }
      int length = Integer.parseInt(head.substring(head.lastIndexOf(' ') + 1));
      objects.add(Arrays.copyOfRange(printed, end + 1, end + 1 + length));
      at = end + 1 + length + 1;
    }
    return objects;
  }

  /** Runs git, with no configuration but a name and a fixed time, and returns what it prints. */
  public static String run(Path directory, String... arguments) {
    byte[] out = runForBytes(directory, arguments);
    return new String(out, StandardCharsets.UTF_8).stripTrailing();
  }

  /** Runs git and returns the bytes it prints. */
  public static byte[] runForBytes(Path directory, String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("git"));
      command.addAll(Arrays.asList(arguments));
      Path errors = Files.createTempFile("git", ".err");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(directory.toFile()).redirectError(errors.toFile());
      builder.environment().putAll(environment());
      Process process = builder.start();
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      int code = process.waitFor();
      String err = Files.readString(errors, StandardCharsets.ISO_8859_1);
      Files.delete(errors);
      if (code != 0) {
        throw new AssertionError(command + " ended with " + code + ": " + err);
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the variables that make git the same everywhere. */
  public static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(GitEnvironment.SAME_EVERYWHERE);
    environment.put("GIT_NO_REPLACE_OBJECTS", "1");
    environment.put("GIT_AUTHOR_DATE", "1700000000 +0000");
    environment.put("GIT_COMMITTER_DATE", "1700000000 +0000");
    return environment;
  }

  /** Returns every file below the directory with size and time, to see that nothing changes. */
  public Map<String, String> footprint() {
    try (Stream<Path> files = Files.walk(directory)) {
      Map<String, String> footprint = new TreeMap<>();
      for (Path file : files.toList()) {
        footprint.put(
            directory.relativize(file).toString(),
            Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
      return footprint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
