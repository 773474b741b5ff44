package org.gitsnapshot.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.gitsnapshot.error.Explanation;
import org.jspecify.annotations.Nullable;

/** Answers requests for the files of a mirror. */
final class MirrorHandler extends Handler.Abstract {
  private static final HttpField RANGES = new HttpField(HttpHeader.ACCEPT_RANGES, "bytes");
  private static final HttpField NO_SNIFF = new HttpField("X-Content-Type-Options", "nosniff");

  private final MirrorDirectory mirror;
  private final Problems problems;

  MirrorHandler(MirrorDirectory mirror, Problems problems) {
    this.mirror = mirror;
    this.problems = problems;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean get = HttpMethod.GET.is(request.getMethod());
    if (!get && !HttpMethod.HEAD.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      PlainErrors.write(request, response, callback, 405);
      return true;
    }
    Optional<String> name = name(request.getHttpURI().getPath());
    Optional<ServedFile> file = name.flatMap(mirror::find);
    while (file.isPresent()) {
      try {
        FileBody body = open(file.get());
        answer(request, response, callback, file.get(), body, get);
        return true;
      } catch (IOException e) {
        // Without descriptors it is the server's moment that is bad, and not the file.
        boolean later = Explanation.isOutOfFiles(Explanation.reason(e));
        Optional<ServedFile> now = later ? file : name.flatMap(mirror::findNow);
        if (now.equals(file)) {
          problems.tellOnce("cannot serve " + file.get().path(), "", e);
          if (later) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
          }
          PlainErrors.write(request, response, callback, later ? 503 : 500);
          return true;
        }
        file = now;
      }
    }
    PlainErrors.write(request, response, callback, 404);
    return true;
  }

  private void answer(
      Request request,
      Response response,
      Callback callback,
      ServedFile file,
      FileBody body,
      boolean get) {
    Callback closing = Callback.from(body::close, callback);
    HttpFields asked = request.getHeaders();
    HttpFields.Mutable headers = response.getHeaders();
    Conditions conditions = new Conditions(file.tag(), body.modified());
    headers.put(RANGES);
    headers.put(NO_SNIFF);
    headers.put(HttpHeader.ETAG, file.tag());
    headers.put(HttpHeader.LAST_MODIFIED, conditions.lastModified());
    Optional<Integer> refusal = conditions.refusal(asked);
    if (refusal.isPresent()) {
      response.setStatus(refusal.get());
      if (refusal.get() != 304) {
        headers.put(HttpHeader.CONTENT_LENGTH, 0L);
      }
      response.write(true, null, closing);
      return;
    }
    Optional<RequestedRanges> ranges = Optional.empty();
    if (get && asked.contains(HttpHeader.RANGE) && conditions.rangeHolds(asked)) {
      String header = String.join(",", asked.getValuesList(HttpHeader.RANGE));
      ranges = RequestedRanges.parse(header, file.size());
    }
    if (ranges.isEmpty()) {
      headers.put(HttpHeader.CONTENT_TYPE, file.type());
      headers.put(HttpHeader.CONTENT_LENGTH, file.size());
      if (get && file.size() > 0) {
        body.copy(request, response, new RequestedRanges.Part(0, file.size()), closing);
      } else {
        response.write(true, null, closing);
      }
      return;
    }
    List<RequestedRanges.Part> parts = ranges.get().parts();
    if (parts.isEmpty()) {
      headers.put(HttpHeader.CONTENT_RANGE, "bytes */" + file.size());
      PlainErrors.write(request, response, closing, 416);
    } else if (parts.size() == 1) {
      response.setStatus(206);
      headers.put(HttpHeader.CONTENT_TYPE, file.type());
      headers.put(HttpHeader.CONTENT_RANGE, parts.get(0).contentRange(file.size()));
      headers.put(HttpHeader.CONTENT_LENGTH, parts.get(0).length());
      body.copy(request, response, parts.get(0), closing);
    } else {
      response.setStatus(206);
      new SeveralRanges(request, response, file, body, parts, closing).write();
    }
  }

  /**
   * Opens a file that is as long as the manifest says and lies in the mirror's directory, also when
   * a symbolic link leads to it.
   */
  private FileBody open(ServedFile file) throws IOException {
    if (file.content().isPresent()) {
      return FileBody.of(file.content().get(), file.modified().orElse(Instant.EPOCH));
    }
    if (file.zeros()) {
      return FileBody.zeros(file.modified().orElse(Instant.EPOCH));
    }
    Path real = RealFile.of(file.path());
    Instant modified = Files.getLastModifiedTime(real).toInstant();
    FileChannel channel = FileChannel.open(real, StandardOpenOption.READ);
    if (channel.size() != file.size()) {
      long found = channel.size();
      channel.close();
      throw new IOException("it has " + found + " bytes, and " + file.size() + " in the manifest");
    }
    return FileBody.of(
        channel,
        modified,
        (position, why) ->
            problems.tellOnce(
                "cannot read " + file.path(), " at byte " + position + " for an answer", why));
  }

  /** Returns the name that a path asks for; the root is the list for people. */
  static Optional<String> name(@Nullable String path) {
    if (path == null || !path.startsWith("/")) {
      return Optional.empty();
    }
    if (path.equals("/")) {
      return Optional.of("index.html");
    }
    byte[] bytes = new byte[path.length()];
    int length = 0;
    for (int i = 1; i < path.length(); i++) {
      char c = path.charAt(i);
      int value = c;
      if (c == '%') {
        int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
        int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
        value = high < 0 || low < 0 ? -1 : 16 * high + low;
        i += 2;
      }
      if (value < 0 || value > 255) {
        return Optional.empty();
      }
      bytes[length++] = (byte) value;
    }
    try {
      ByteBuffer name = ByteBuffer.wrap(bytes, 0, length);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(name).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
