package org.gitsnapshot.lint;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.convert.Conversions;
import org.gitsnapshot.convert.FileConverter;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.pretty.FormatFinder;
import org.gitsnapshot.pretty.PrettyFormat;
import org.gitsnapshot.pretty.StateDependence;
import org.gitsnapshot.report.Finding.Reason;
import org.gitsnapshot.tree.FileObserver;

/** Looks at what a file's attributes ask for, and into the file where that decides. */
final class FileRules implements FileObserver {
  private static final Map<StateDependence, Reason> REASONS =
      Map.of(
          StateDependence.ABBREVIATION, Reason.ABBREVIATION,
          StateDependence.DECORATION, Reason.DECORATION,
          StateDependence.DESCRIBE, Reason.DESCRIBE,
          StateDependence.MAILMAP, Reason.MAILMAP,
          StateDependence.CLOCK, Reason.RELATIVE_DATE,
          StateDependence.SIGNATURE, Reason.SIGNATURE,
          StateDependence.VERSION_DEPENDENT, Reason.NEW_PLACEHOLDER);

  private static final int MAX_SUBJECT = 60;

  private final ObjectReader objects;
  private final FileConverter converter;
  private final Limits limits;
  private final Findings findings;

  FileRules(ObjectReader objects, Limits limits, Findings findings) {
    this.objects = objects;
    this.converter = new FileConverter(objects);
    this.limits = limits;
    this.findings = findings;
  }

  @Override
  public void file(ByteString path, Oid blob, Map<String, AttributeValue> attributes)
      throws IOException {
    Conversions conversions = Conversions.of(attributes);
    conversions.filter().ifPresent(name -> findings.add(Reason.FILTER, "filter=" + name, path));
    conversions
        .encoding()
        .ifPresent(name -> findings.add(Reason.ENCODING, "working-tree-encoding=" + name, path));
    if (lineEndsArePlatforms(attributes) && platformChanges(path, blob, attributes)) {
      findings.add(Reason.PLATFORM_LINE_ENDS, path);
    }
    if (conversions.substitute()) {
      objects.blob(blob).writeTo(new FormatFinder(limits.formatBytes(), f -> format(path, f)));
    }
  }

  private void format(ByteString path, byte[] format) {
    for (StateDependence need : PrettyFormat.placeholders(format)) {
      String text = ByteString.of(format).display();
      if (text.length() > MAX_SUBJECT) {
        text = text.substring(0, MAX_SUBJECT) + "…";
      }
      Reason reason = REASONS.get(need);
      if (reason != null) {
        findings.add(reason, "$Format:" + text + "$", path);
      }
    }
  }

  /** Returns whether the file is text and nothing says how its lines end. */
  private static boolean lineEndsArePlatforms(Map<String, AttributeValue> attributes) {
    AttributeValue eol = value(attributes, "eol");
    if (eol.is("lf") || eol.is("crlf")) {
      return false;
    }
    AttributeValue text = value(attributes, "text");
    boolean says = text.isSet() || text.isUnset() || text.is("auto") || text.is("input");
    AttributeValue deciding = says ? text : value(attributes, "crlf");
    return deciding.isSet() || deciding.is("auto");
  }

  private boolean platformChanges(ByteString path, Oid blob, Map<String, AttributeValue> attributes)
      throws IOException {
    Map<String, AttributeValue> windows = new HashMap<>(attributes);
    windows.put("eol", AttributeValue.of("crlf"));
    try {
      return size(path, blob, windows) != size(path, blob, attributes);
    } catch (UnsupportedException encoding) {
      return false; // Which is said already.
    }
  }

  private long size(ByteString path, Oid blob, Map<String, AttributeValue> attributes)
      throws IOException {
    return converter.convert(path, blob, Conversions.of(attributes)).content().size();
  }

  private static AttributeValue value(Map<String, AttributeValue> attributes, String name) {
    return attributes.getOrDefault(name, AttributeValue.UNSPECIFIED);
  }
}
