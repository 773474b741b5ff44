package org.gitsnapshot.serve;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** A line for each request in the common log format: host, time, request, status, bytes. */
final class AccessLog implements RequestLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  private final Consumer<String> lines;
  private final Clock clock = Clock.system(ZoneOffset.UTC);

  AccessLog(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void log(Request request, Response response) {
    String time = TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    String asked =
        request.getMethod()
            + " "
            + request.getHttpURI().getPathQuery()
            + " "
            + request.getConnectionMetaData().getProtocol();
    lines.accept(
        "%s - - [%s] \"%s\" %d %d"
            .formatted(
                Request.getRemoteAddr(request),
                time,
                escaped(asked),
                response.getStatus(),
                Response.getContentBytesWritten(response)));
  }

  /** What a client writes must neither end the quotes nor the line, nor steer a terminal. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
