package org.gitsnapshot.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a server did not give what it was asked for; the message is one line that begins with the
 * URL.
 */
public final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  private HttpFailure(
      String message,
      int status,
      boolean retryable,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /** Returns one for a server that may do better the next time. */
  static HttpFailure passing(HttpUrl url, String reason, @Nullable Throwable cause) {
    return new HttpFailure(url + ": " + reason, 0, true, null, cause);
  }

  /** Returns one for a server that will say the same again. */
  static HttpFailure lasting(HttpUrl url, String reason, @Nullable Throwable cause) {
    return new HttpFailure(url + ": " + reason, 0, false, null, cause);
  }

  /** Returns one for a proxy that does not let a request through. */
  static HttpFailure ofProxy(HttpUrl url, int status, ProxyServer proxy) {
    String reason = proxy.refusal(status) + "; " + proxy.hint(status);
    return status == 429 || status >= 500 ? passing(url, reason, null) : lasting(url, reason, null);
  }

  /** Returns one for a server that sends another part of the file than it was asked for. */
  static HttpFailure ofRange(HttpUrl url) {
    return new HttpFailure(
        url + ": the server answered with another range", 206, false, null, null);
  }

  /** Returns one for a server that sends a part of the file though the whole was asked for. */
  static HttpFailure ofPart(HttpUrl url) {
    return new HttpFailure(
        url + ": the server answered with a part of the file (206), and the whole was asked for",
        206,
        false,
        null,
        null);
  }

  /** Returns one for an answer with a status that is not a success. */
  static HttpFailure ofStatus(HttpUrl url, int status, @Nullable Duration retryAfter) {
    // 408 Request Timeout, 425 Too Early, 429 Too Many Requests: RFC 9110, 8470, 6585.
    boolean retryable =
        status == 408 || status == 425 || status == 429 || (status >= 500 && status != 501);
    return new HttpFailure(
        url + ": the server answered " + status, status, retryable, retryAfter, null);
  }

  /** Returns the answer's status, or 0 where there was none. */
  public int status() {
    return status;
  }

  /**
   * Returns whether the server answered, and will say the same again; asked for the whole file and
   * not for a part, it may say something else.
   */
  public boolean refused() {
    return status != 0 && !retryable;
  }

  /** Returns whether the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  /** Returns how long the server asks to wait before the next request, if it does. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
