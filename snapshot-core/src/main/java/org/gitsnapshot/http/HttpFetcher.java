package org.gitsnapshot.http;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks servers for files and ranges of them. Thread-safe; one is shared, so that connections are
 * used again.
 *
 * <pre>{@code
 * HttpFetcher http = new HttpFetcher(HttpOptions.of(EnvironmentProxies.of(System.getenv())));
 * try (HttpAnswer answer = http.get(HttpUrl.parse("https://example.org/a.tar.gz"))) {
 *   answer.body().transferTo(out);
 * }
 * }</pre>
 *
 * <p>HTTP/1.1 (RFC 9110, 9112). A redirect is followed to http and https alone, never from https to
 * http, and not without end. Nothing is retried; {@link RetryPolicy} says when to.
 */
public final class HttpFetcher {
  private static final int PROXY_AUTHENTICATION = 407;

  /** What the JDK says when a proxy does not open the way to a server of https. */
  private static final Pattern NO_TUNNEL = Pattern.compile("Tunnel failed, got: ([0-9]{3})");

  private static final String LONGER = "; --timeout allows more";

  private final HttpOptions options;

  /** Made when first asked: Java reads all certificates then, half the time of a short command. */
  private final Supplier<HttpClient> client;

  /** Creates one; nothing is connected yet. */
  public HttpFetcher(HttpOptions options) {
    this.options = options;
    this.client = Suppliers.memoize(() -> client(options));
  }

  private static HttpClient client(HttpOptions options) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(options.connectTimeout())
        .proxy(options.proxies().toSelector())
        .build();
  }

  /** Asks for a whole file. */
  public HttpAnswer get(HttpUrl url) throws HttpFailure, InterruptedIOException {
    return get(url, Optional.empty(), Optional.empty());
  }

  /**
   * Asks for a file or a range of it.
   *
   * <p>A server that does not know ranges, or whose file is no longer the one of the validator,
   * answers with the whole file: {@link HttpAnswer#from()} tells.
   *
   * @param range the bytes to ask for
   * @param validator what {@link HttpAnswer#validator()} gave with the bytes that are there already
   * @throws HttpFailure if there is no answer of 200 or 206, or one of another range or of a part
   *     of the file where the whole was asked for
   * @throws InterruptedIOException if the thread is interrupted
   */
  public HttpAnswer get(HttpUrl url, Optional<ByteRange> range, Optional<String> validator)
      throws HttpFailure, InterruptedIOException {
    HttpUrl at = url;
    for (int redirects = 0; ; redirects++) {
      Optional<ProxyServer> proxy = proxyOf(at);
      HttpResponse<InputStream> response = ask(at, proxy, range, validator);
      int status = response.statusCode();
      if (status == 200 || status == 206) {
        return answer(at, range, response);
      }
      closeQuietly(response.body());
      Optional<String> location = response.headers().firstValue("Location");
      if (status == PROXY_AUTHENTICATION && proxy.isPresent()) {
        throw HttpFailure.ofProxy(at, status, proxy.get());
      }
      // 300 and 304 to 306 lead nowhere: RFC 9110, 15.4.
      boolean redirect = (status >= 301 && status <= 303) || status == 307 || status == 308;
      if (!redirect || location.isEmpty()) {
        throw HttpFailure.ofStatus(at, status, retryAfter(response.headers()));
      }
      if (redirects == options.maxRedirects()) {
        throw HttpFailure.lasting(
            url,
            "more than "
                + options.maxRedirects()
                + " redirects, the last to "
                + at
                + "; give the URL where the file is, or allow more with --limit redirects=N",
            null);
      }
      at = follow(at, location.get());
    }
  }

  private static HttpUrl follow(HttpUrl from, String location) throws HttpFailure {
    HttpUrl to;
    try {
      to = from.redirect(location);
    } catch (IllegalArgumentException refused) {
      throw HttpFailure.lasting(from, "redirects to what is no URL for a file", null);
    }
    if (from.secure() && !to.secure()) {
      throw HttpFailure.lasting(from, "redirects from https to http, to " + to, null);
    }
    return to;
  }

  private HttpResponse<InputStream> ask(
      HttpUrl url,
      Optional<ProxyServer> proxy,
      Optional<ByteRange> range,
      Optional<String> validator)
      throws HttpFailure, InterruptedIOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.uri())
            .timeout(options.timeout())
            // A file is wanted as it is stored; its digest is of those bytes.
            .setHeader("Accept-Encoding", "identity")
            .setHeader("User-Agent", options.userAgent());
    range.ifPresent(bytes -> request.setHeader("Range", bytes.header()));
    if (range.isPresent()) {
      validator.ifPresent(value -> request.setHeader("If-Range", value));
    }
    proxy
        .flatMap(ProxyServer::authorization)
        .ifPresent(login -> request.setHeader("Proxy-Authorization", login));
    try {
      return client.get().send(request.build(), info -> new TimedBody(url, options));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + url);
    } catch (IOException | UncheckedIOException | IllegalArgumentException | SecurityException e) {
      throw failure(url, proxy, e);
    }
  }

  /** Asks for the proxy by itself, since the client hides why there is none. */
  private Optional<ProxyServer> proxyOf(HttpUrl url) throws HttpFailure {
    try {
      return options.proxies().find(url.uri());
    } catch (IllegalArgumentException unsupported) {
      throw HttpFailure.lasting(url, ServerText.line(unsupported.getMessage()), unsupported);
    }
  }

  private static HttpAnswer answer(
      HttpUrl url, Optional<ByteRange> range, HttpResponse<InputStream> response)
      throws HttpFailure {
    HttpHeaders headers = response.headers();
    OptionalLong length = number(headers.firstValue("Content-Length").orElse(""));
    Optional<String> validator =
        headers
            .firstValue("ETag")
            .filter(tag -> !tag.startsWith("W/"))
            .or(() -> headers.firstValue("Last-Modified"));
    Optional<String> encoding =
        headers
            .firstValue("Content-Encoding")
            .map(String::strip)
            .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("identity"))
            .map(ServerText::line);
    if (response.statusCode() == 200) {
      return new HttpAnswer(
          url, 200, 0, length, validator, encoding, new CountedBody(url, response.body(), length));
    }
    if (range.isEmpty()) {
      closeQuietly(response.body());
      throw HttpFailure.ofPart(url);
    }
    Optional<ContentRange> given = headers.firstValue("Content-Range").flatMap(ContentRange::parse);
    if (given.isEmpty() || !given.get().answers(range.get())) {
      closeQuietly(response.body());
      throw HttpFailure.ofRange(url);
    }
    ContentRange bytes = given.get();
    return new HttpAnswer(
        url,
        206,
        bytes.from(),
        bytes.size(),
        validator,
        encoding,
        new CountedBody(url, response.body(), OptionalLong.of(bytes.to() - bytes.from())));
  }

  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    // The other form is a date, which would trust the server's clock and ours.
    OptionalLong seconds = number(headers.firstValue("Retry-After").orElse(""));
    return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null;
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private HttpFailure failure(HttpUrl url, Optional<ProxyServer> proxy, Exception e) {
    String through = proxy.map(way -> " through " + way).orElse("");
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return HttpFailure.passing(
            url, proxy.map(way -> "no such host: " + way).orElse("no such host"), e);
      }
      if (cause instanceof SSLException) {
        return HttpFailure.lasting(
            url, "no safe connection: " + ServerText.line(cause.getMessage()), e);
      }
      Matcher noTunnel = NO_TUNNEL.matcher(String.valueOf(cause.getMessage()));
      if (noTunnel.find() && proxy.isPresent()) {
        return HttpFailure.ofProxy(url, Integer.parseInt(noTunnel.group(1)), proxy.get());
      }
    }
    if (e instanceof HttpConnectTimeoutException) {
      String what = url.secure() ? "no connection or no TLS handshake" : "no connection";
      return HttpFailure.passing(
          url, what + through + " within " + seconds(options.connectTimeout()) + LONGER, e);
    }
    if (e instanceof HttpTimeoutException) {
      return HttpFailure.passing(
          url, "no answer" + through + " within " + seconds(options.timeout()) + LONGER, e);
    }
    if (e instanceof ConnectException) {
      return HttpFailure.passing(
          url, proxy.map(way -> "no connection to " + way).orElse("no connection"), e);
    }
    return HttpFailure.passing(
        url, "no answer" + through + ": " + ServerText.line(e.getMessage()), e);
  }

  static String seconds(Duration time) {
    boolean whole = time.toMillis() % 1000 == 0;
    return (whole ? String.valueOf(time.toSeconds()) : String.valueOf(time.toMillis() / 1000.0))
        + " s";
  }

  /** Closes a body; a proxy's refusal has none. */
  private static void closeQuietly(@Nullable InputStream body) {
    try {
      if (body != null) {
        body.close();
      }
    } catch (IOException nothingIsLost) {
      // The body is of no use.
    }
  }
}
