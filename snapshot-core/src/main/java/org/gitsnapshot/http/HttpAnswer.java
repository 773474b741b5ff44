package org.gitsnapshot.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server's answer with a status of 200 or 206, of which the body is yet to be read. To be closed
 * by who asked. Used by one thread at a time.
 *
 * <p>Reading the body throws an {@link HttpFailure} when the server stalls, breaks off, or sends
 * another number of bytes than it promised.
 */
public final class HttpAnswer implements AutoCloseable {
  private final HttpUrl url;
  private final int status;
  private final long from;
  private final OptionalLong size;
  private final Optional<String> validator;
  private final Optional<String> encoding;
  private final InputStream body;

  HttpAnswer(
      HttpUrl url,
      int status,
      long from,
      OptionalLong size,
      Optional<String> validator,
      Optional<String> encoding,
      InputStream body) {
    this.url = url;
    this.status = status;
    this.from = from;
    this.size = size;
    this.validator = validator;
    this.encoding = encoding;
    this.body = body;
  }

  /** Returns the URL that answered, after redirects. */
  public HttpUrl url() {
    return url;
  }

  /** Returns the status: 200 for the whole file, 206 for a range of it. */
  public int status() {
    return status;
  }

  /** Returns where in the file the body begins: 0 where a server does not know ranges. */
  public long from() {
    return from;
  }

  /** Returns the size of the whole file, where the server says it. */
  public OptionalLong size() {
    return size;
  }

  /** Returns what an {@code If-Range} may have: a strong {@code ETag}, or {@code Last-Modified}. */
  public Optional<String> validator() {
    return validator;
  }

  /**
   * Returns what to add to a message that the bytes are others than they should be: that the server
   * says that it encoded them, which it was asked not to do; else nothing.
   */
  public String encodingNote() {
    return encoding
        .map(
            name ->
                "; likely since the server sends it with Content-Encoding "
                    + name
                    + ", though it was asked not to")
        .orElse("");
  }

  /** Returns the body. */
  public InputStream body() {
    return body;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
