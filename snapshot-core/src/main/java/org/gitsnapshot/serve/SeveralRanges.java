package org.gitsnapshot.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer with several ranges of a file, RFC 9110, 14.6: one after the other, never at once. */
final class SeveralRanges {
  private final Request request;
  private final Response response;
  private final ServedFile file;
  private final FileBody body;
  private final List<RequestedRanges.Part> parts;
  private final Callback callback;

  /** A digest in the boundary: what a file contains of its own digest nobody can choose. */
  private final String boundary;

  SeveralRanges(
      Request request,
      Response response,
      ServedFile file,
      FileBody body,
      List<RequestedRanges.Part> parts,
      Callback callback) {
    this.request = request;
    this.response = response;
    this.file = file;
    this.body = body;
    this.parts = parts;
    this.callback = callback;
    this.boundary = "part-" + file.sha256();
  }

  void write() {
    long length = end().length;
    for (RequestedRanges.Part part : parts) {
      length += head(part).length + part.length();
    }
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    write(0);
  }

  private void write(int index) {
    if (index == parts.size()) {
      response.write(true, ByteBuffer.wrap(end()), callback);
      return;
    }
    RequestedRanges.Part part = parts.get(index);
    // A part's last bytes are not the answer's.
    Content.Sink inner = (last, bytes, done) -> response.write(false, bytes, done);
    response.write(
        false,
        ByteBuffer.wrap(head(part)),
        Callback.from(
            () ->
                body.copy(
                    request, inner, part, Callback.from(() -> write(index + 1), callback::failed)),
            callback::failed));
  }

  private byte[] head(RequestedRanges.Part part) {
    return ascii(
        "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
            .formatted(boundary, file.type(), part.contentRange(file.size())));
  }

  private byte[] end() {
    return ascii("\r\n--" + boundary + "--\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
