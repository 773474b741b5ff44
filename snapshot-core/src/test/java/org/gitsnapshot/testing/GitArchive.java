package org.gitsnapshot.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** Raw tars as the real {@code git archive} makes them. */
public final class GitArchive {
  /** One archive that is wanted. */
  public record Job(Oid commit, ByteString prefix) {}

  /** One command that fails must not keep the others from running. */
  private static final String COMMAND =
      "xargs -0 -n 3 -P 2 sh -c '\"$0\" archive --format=tar \"$@\" || :' \"$0\"";

  private GitArchive() {}

  /** Returns one raw tar. */
  public static byte[] of(RawRepository repository, Oid commit, String prefix) throws IOException {
    return of(repository, List.of(new Job(commit, ByteString.utf8(prefix)))).get(0);
  }

  /** Returns the raw tars in the order of the jobs; two at a time are made. */
  public static List<byte[]> of(RawRepository repository, List<Job> jobs) throws IOException {
    List<byte[]> tars = new ArrayList<>();
    for (Optional<byte[]> tar : attempt(repository, jobs)) {
      tars.add(
          tar.orElseThrow(
              () -> new AssertionError("git does not archive " + jobs.get(tars.size()))));
    }
    return tars;
  }

  /** Does the same, with nothing in the place of what git refuses to archive. */
  public static List<Optional<byte[]>> attempt(RawRepository repository, List<Job> jobs)
      throws IOException {
    return attempt("git", repository, jobs);
  }

  /** Does the same with another git than the one on the PATH. */
  public static List<Optional<byte[]>> attempt(String git, RawRepository repository, List<Job> jobs)
      throws IOException {
    Path folder = Files.createTempDirectory(repository.directory(), "tars-");
    // Prefixes are bytes, and what the JVM gives a process as arguments is text: xargs hands on
    // bytes as they are.
    ByteArrayOutputStream arguments = new ByteArrayOutputStream();
    List<Path> files = new ArrayList<>();
    for (Job job : jobs) {
      Path file = folder.resolve(files.size() + ".tar");
      files.add(file);
      arguments.writeBytes(ascii("--prefix="));
      arguments.writeBytes(job.prefix().toByteArray());
      arguments.writeBytes(ascii("\0--output=" + file + "\0" + job.commit() + "\0"));
    }
    byte[] unused = repository.tool().run(arguments.toByteArray(), "sh", "-c", COMMAND, git);
    List<Optional<byte[]>> tars = new ArrayList<>();
    for (Path file : files) {
      byte[] tar = Files.readAllBytes(file);
      // What git refuses it refuses before it has filled a first record.
      tars.add(tar.length == 0 ? Optional.empty() : Optional.of(tar));
      Files.delete(file);
    }
    Files.delete(folder);
    return tars;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
