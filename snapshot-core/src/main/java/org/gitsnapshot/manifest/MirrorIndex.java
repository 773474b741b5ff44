package org.gitsnapshot.manifest;

import java.nio.charset.StandardCharsets;

/** A mirror's files as a page of HTML without scripts, styles or anything fetched. */
final class MirrorIndex {
  private static final String UNRESERVED = "-._~+,=@!$'()*;:";

  private MirrorIndex() {}

  static String html(MirrorManifest manifest) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Source mirror</title></head>
        <body>
        <h1>Source mirror</h1>
        <p>%d files. Checksums: <a href="SHA256SUMS">SHA256SUMS</a>. \
        Where each came from: <a href="manifest.json">manifest.json</a>.</p>
        <table>
        <tr><th>File</th><th>Bytes</th><th>SHA-256</th></tr>
        """
            .formatted(manifest.files().size()));
    for (MirrorFile file : manifest.files()) {
      page.append("<tr><td><a href=\"./")
          .append(encoded(file.name()))
          .append("\">")
          .append(escaped(file.name()))
          .append("</a></td><td>")
          .append(file.size())
          .append("</td><td><code>")
          .append(file.sha256().hex())
          .append("</code></td></tr>\n");
    }
    return page.append("</table>\n</body>\n</html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Returns a name as a segment of a URL's path, RFC 3986, fit for an attribute in quotes. */
  private static String encoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
