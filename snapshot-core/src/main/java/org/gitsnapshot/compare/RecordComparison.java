package org.gitsnapshot.compare;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.TarDifference.Part;
import org.gitsnapshot.report.TarDifference.Place;
import org.gitsnapshot.tarread.PaxRecord;

/** Compares pax records, key by key. */
final class RecordComparison {
  private static final String NONE = "none";

  private RecordComparison() {}

  /** Tells what differs and returns whether anything does. */
  static boolean compare(
      List<PaxRecord> a, List<PaxRecord> b, Part part, Place place, Groups groups) {
    Map<ByteString, String> valuesA = values(a);
    Map<ByteString, String> valuesB = values(b);
    Set<ByteString> keys = new LinkedHashSet<>(valuesA.keySet());
    keys.addAll(valuesB.keySet());
    boolean differs = false;
    for (ByteString key : keys) {
      String from = valuesA.getOrDefault(key, NONE);
      String to = valuesB.getOrDefault(key, NONE);
      if (!from.equals(to)) {
        groups.add(part, "pax " + key.display(), from, to, place);
        differs = true;
      }
    }
    if (!differs && !a.equals(b)) {
      groups.add(part, "order of pax records", "one", "another", place);
    }
    return !a.equals(b);
  }

  private static Map<ByteString, String> values(List<PaxRecord> records) {
    Map<ByteString, String> values = new LinkedHashMap<>();
    for (PaxRecord each : records) {
      values.merge(each.key(), HeaderComparison.quoted(each.value()), (x, y) -> x + ", " + y);
    }
    return values;
  }
}
