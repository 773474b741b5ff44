package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.http.HttpUrl;

/** Gets a commit and a file through the proxies of the environment, and says what came of it. */
final class ProxiedMain {
  private ProxiedMain() {}

  /**
   * Takes the cache, the commit, and then URLs of repositories, and of files, which end in /file.
   */
  public static void main(String[] arguments) throws IOException {
    EnvironmentProxies proxies = EnvironmentProxies.of(System.getenv());
    AcquireOptions options = AcquireOptions.of(Path.of(arguments[0])).withProxies(proxies);
    Oid commit = Oid.fromHex(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      String url = arguments[i];
      System.out.println(url.endsWith("/file") ? file(url, proxies) : commit(url, commit, options));
    }
  }

  private static String commit(String url, Oid commit, AcquireOptions options) throws IOException {
    try (Acquirer acquirer = new Acquirer(options)) {
      acquirer.acquire(List.of(url), commit, Optional.empty()).close();
      return "commit";
    } catch (SnapshotException e) {
      return e.fullMessage();
    }
  }

  private static String file(String url, EnvironmentProxies proxies) throws IOException {
    try (HttpAnswer answer = new HttpFetcher(HttpOptions.of(proxies)).get(HttpUrl.parse(url))) {
      return "file of " + answer.body().readAllBytes().length;
    } catch (HttpFailure e) {
      return e.getMessage();
    }
  }
}
