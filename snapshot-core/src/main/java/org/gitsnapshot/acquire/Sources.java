package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.SafeText;
import org.jspecify.annotations.Nullable;

/** Tells what kind of place each URL is. */
final class Sources implements AutoCloseable {
  private static final String FILE_SCHEME = "file://";

  private final AcquireOptions options;
  private final LocalRepositories repositories = new LocalRepositories();

  /** Its many classes are loaded only when there is a URL of ssh. */
  private @Nullable SshAccess ssh;

  Sources(AcquireOptions options) {
    this.options = options;
  }

  /**
   * Returns the places of these URLs in order.
   *
   * @throws InvalidInputException if there is no URL at all or one is malformed
   */
  List<Source> of(List<String> urls) throws InvalidInputException {
    if (urls.isEmpty()) {
      throw new InvalidInputException("no URL to get the repository from", null);
    }
    List<Source> sources = new ArrayList<>();
    for (String url : urls) {
      try {
        sources.add(of(url));
      } catch (InvalidInputException malformed) {
        throw malformed;
      } catch (SnapshotException notAPlace) {
        sources.add(new BrokenSource(SafeText.url(url), notAPlace));
      }
    }
    return sources;
  }

  private Source of(String given) throws SnapshotException {
    String url = InsteadOf.rewrite(options.insteadOf(), given);
    if (url.startsWith(FILE_SCHEME)) {
      return onDisk(url, filePath(url));
    }
    if (!RemoteUrl.isRemote(url)) {
      return onDisk(url, path(url, url));
    }
    RemoteUrl remote = RemoteUrl.parse(url);
    return new RemoteSource(remote, new RemoteServer(remote, options, this::ssh), options);
  }

  private Source onDisk(String url, Path path) throws UnavailableException {
    return isBundle(path)
        ? new BundleSource(url, path, options)
        : new LocalSource(url, path, repositories, options.limits());
  }

  /** A file is taken for a bundle by its name too, so that a damaged one is called that. */
  private static boolean isBundle(Path path) throws UnavailableException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return path.toString().endsWith(".bundle")
          || BundleHeader.isBundle(in.readNBytes(BundleHeader.signatureLength()));
    } catch (IOException unreadable) {
      throw new UnavailableException(
          "cannot read " + path + ": " + Explanation.reason(unreadable), null, unreadable);
    }
  }

  private Path filePath(String url) throws SnapshotException {
    String rest = url.substring(FILE_SCHEME.length());
    if (rest.startsWith("localhost/")) {
      rest = rest.substring("localhost".length());
    }
    if (!rest.startsWith("/")) {
      throw new InvalidInputException(
          "not a URL of a file: " + SafeText.url(url),
          "write file:///absolute/path, or the path alone");
    }
    Path literal = path(rest, url);
    if (Files.exists(literal) || rest.indexOf('%') < 0) {
      return literal;
    }
    try {
      // A plus sign is itself in a path.
      return path(URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8), url);
    } catch (IllegalArgumentException notEncoded) {
      return literal;
    }
  }

  private Path path(String text, String url) throws InvalidInputException {
    try {
      return options.base().resolve(text);
    } catch (InvalidPathException malformed) {
      throw new InvalidInputException("not a path: " + SafeText.line(SafeText.url(url)), null);
    }
  }

  private synchronized SshAccess ssh() {
    if (ssh == null) {
      ssh = new SshAccess(options.sshDirectory());
    }
    return ssh;
  }

  @Override
  public synchronized void close() {
    if (ssh != null) {
      ssh.close();
    }
    repositories.close();
  }
}
