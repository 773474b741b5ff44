package org.gitsnapshot.agree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.manifest.CleanManifestJson;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.manifest.ManifestKind;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.RecompressionJson;
import org.gitsnapshot.output.Directories;

/**
 * Reads manifests of mirrors and records of single files, told apart by their schema, from files,
 * directories and URLs.
 */
public final class ReadManifests {
  private static final String MIRROR_FORM = "a mirror's URL has a slash at the end: ";
  private static final Pattern URL = Pattern.compile("(?i)https?://");

  private final HttpFetcher http;
  private final RetryPolicy retry;

  /** Creates one. */
  public ReadManifests(HttpFetcher http, RetryPolicy retry) {
    this.http = http;
    this.retry = retry;
  }

  /** What was read, by place, in the order of the places. */
  public static final class Read {
    private final Map<String, Statement> statements;

    Read(Map<String, Statement> statements) {
      this.statements = statements;
    }

    Map<String, Statement> statements() {
      return statements;
    }
  }

  /** Reads what is at a place. */
  private interface Reader<T> {
    T read(String place) throws IOException;
  }

  /**
   * Reads them all.
   *
   * @param places files; directories of mirrors, or of files with records beside them; URLs of
   *     manifests or, with a slash at the end, of mirrors
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be had or read, or a place is
   *     given twice
   */
  public Read read(List<String> places) throws IOException {
    return new Read(each(places, this::statement));
  }

  /**
   * Reads the manifests of mirrors.
   *
   * @param places as for {@link #read}
   * @return the manifests by place, in their order
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be had or read, or is the record
   *     of a single file, or a place is given twice
   */
  public Map<String, MirrorManifest> mirrors(List<String> places) throws IOException {
    return each(places, this::mirror);
  }

  private static <T> Map<String, T> each(List<String> places, Reader<T> reader) throws IOException {
    Map<String, T> read = new LinkedHashMap<>();
    Map<String, String> names = new HashMap<>();
    for (String place : places) {
      String name = isUrl(place) ? HttpUrl.parse(place).toString() : place;
      String before = names.put(identity(place), name);
      if (before != null) {
        throw new InvalidInputException(
            before.equals(name) ? name + " is there twice" : name + " is " + before + " once more",
            "a mirror does not confirm itself");
      }
      read.put(name, reader.read(place));
    }
    return read;
  }

  /** Returns what is the same for every way of writing a place, so that none counts twice. */
  private static String identity(String place) throws InvalidInputException {
    if (isUrl(place)) {
      return HttpUrl.parse(place).identity(MirrorManifest.FILE_NAME);
    }
    Path path = path(place).toAbsolutePath();
    try {
      path = path.toRealPath();
    } catch (IOException absent) {
      // Whoever reads it says so.
    }
    return (path.endsWith(MirrorManifest.FILE_NAME) ? Directories.of(path) : path).toString();
  }

  private static Path path(String place) throws InvalidInputException {
    try {
      return Path.of(place);
    } catch (InvalidPathException malformed) {
      throw new InvalidInputException("not a path: " + SafeText.line(place), null);
    }
  }

  private Statement statement(String place) throws IOException {
    if (isUrl(place)) {
      HttpUrl url = asked(place);
      return parsed(url.toString(), fetched(url));
    }
    Path path = path(place);
    if (!Files.isDirectory(path)) {
      return parsed(path);
    }
    Path mirror = path.resolve(MirrorManifest.FILE_NAME);
    return Files.exists(mirror) ? parsed(mirror) : RecordsOfDirectory.read(path);
  }

  private MirrorManifest mirror(String place) throws IOException {
    if (isUrl(place)) {
      HttpUrl url = asked(place);
      return mirror(url.toString(), fetched(url));
    }
    Path path = path(place);
    Path file = Files.isDirectory(path) ? path.resolve(MirrorManifest.FILE_NAME) : path;
    return mirror(file.toString(), RecordsOfDirectory.bytes(file));
  }

  private static MirrorManifest mirror(String source, byte[] bytes)
      throws InvalidInputException, LimitExceededException {
    ManifestKind kind = ManifestKind.of(source, bytes);
    if (kind != ManifestKind.MIRROR) {
      throw new InvalidInputException(
          source + " is " + kind.words() + ", which a mirror's manifest cannot hold",
          "merge the manifest.json of mirrors alone; records are compared without --merge");
    }
    return MirrorManifestJson.parse(source, bytes);
  }

  /** Returns whether a place is on the network, and else in a file system. */
  public static boolean isUrl(String place) {
    return URL.matcher(place).lookingAt();
  }

  static Statement parsed(Path file) throws InvalidInputException, LimitExceededException {
    return parsed(file.toString(), RecordsOfDirectory.bytes(file));
  }

  private static Statement parsed(String source, byte[] bytes)
      throws InvalidInputException, LimitExceededException {
    ManifestKind kind = ManifestKind.of(source, bytes);
    String hint =
        "it says that it is "
            + kind.words()
            + ", and is cut off or was changed: get it, or make it, again";
    try {
      return Statement.of(
          kind,
          switch (kind) {
            case MIRROR -> Claim.of(MirrorManifestJson.parse(source, bytes));
            case SNAPSHOT -> Claim.of(ManifestJson.parse(source, bytes));
            case CLEAN -> Claim.of(CleanManifestJson.parse(source, bytes));
            case RECOMPRESSION -> Claim.of(RecompressionJson.parse(source, bytes));
          });
    } catch (InvalidInputException fault) {
      throw fault.hint().isPresent()
          ? fault
          : new InvalidInputException(String.valueOf(fault.getMessage()), hint);
    } catch (IllegalArgumentException broken) {
      throw new InvalidInputException(source + ": " + broken.getMessage(), hint);
    }
  }

  /** Returns where the manifest of a place is. */
  private static HttpUrl asked(String place) throws InvalidInputException {
    HttpUrl url = HttpUrl.parse(place);
    return isDirectory(url) ? url.resolve(MirrorManifest.FILE_NAME) : url;
  }

  private static boolean isDirectory(HttpUrl url) {
    return String.valueOf(url.uri().getPath()).endsWith("/");
  }

  private byte[] fetched(HttpUrl url) throws IOException {
    byte[] bytes;
    try {
      bytes =
          retry.run(
              number -> {
                try (HttpAnswer answer = http.get(url)) {
                  return answer.body().readNBytes(MirrorManifestJson.MAX_BYTES + 1);
                }
              });
    } catch (HttpFailure failure) {
      throw new UnavailableException(failure.getMessage(), null, failure);
    }
    if (bytes.length == 0 || bytes[0] != '{') {
      // Most often a page for people, of a mirror's directory too.
      boolean named = String.valueOf(url.uri().getPath()).endsWith(".json");
      throw new InvalidInputException(
          "what came from " + url + " is no manifest: it does not begin with {",
          named ? "name the URL of a mirror, or of a manifest" : MIRROR_FORM + url + "/");
    }
    return bytes;
  }
}
