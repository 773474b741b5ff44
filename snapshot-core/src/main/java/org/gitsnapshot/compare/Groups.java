package org.gitsnapshot.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.report.TarDifference;
import org.gitsnapshot.report.TarDifference.Part;
import org.gitsnapshot.report.TarDifference.Place;

/** Counts equal differences, so that ten thousand of them are one line. */
final class Groups {
  /** A field whose values are more varied than this is one group. */
  private static final int VALUES = 4;

  private static final String VARIOUS = "various";

  private record Key(Part part, String what) {}

  private record Values(String from, String to) {}

  private static final class Group {
    private final List<Place> places = new ArrayList<>();
    private long count;
  }

  /** All values of one field. */
  private static final class Field {
    private final Map<Values, Group> groups = new LinkedHashMap<>();
    private final Group all = new Group();
    private String from = "";
    private String to = "";
  }

  private final Map<Key, Field> fields = new LinkedHashMap<>();
  private final int places;

  /** Creates one that keeps so many places of each group. */
  Groups(int places) {
    this.places = places;
  }

  void add(Part part, String what, String from, String to, Place place) {
    add(part, what, from, to, 1, place);
  }

  void add(Part part, String what, String from, String to, long count, Place place) {
    Field field = fields.computeIfAbsent(new Key(part, what), key -> new Field());
    if (field.all.count == 0) {
      field.from = from;
      field.to = to;
    } else {
      field.from = field.from.equals(from) ? from : VARIOUS;
      field.to = field.to.equals(to) ? to : VARIOUS;
    }
    count(field.all, count, place);
    Values values = new Values(from, to);
    if (field.groups.containsKey(values) || field.groups.size() <= VALUES) {
      count(field.groups.computeIfAbsent(values, key -> new Group()), count, place);
    }
  }

  private void count(Group group, long count, Place place) {
    group.count += count;
    if (group.places.size() < places) {
      group.places.add(place);
    }
  }

  /** Returns the groups, part by part. */
  List<TarDifference> differences() {
    List<TarDifference> list = new ArrayList<>();
    for (Part part : Part.values()) {
      fields.forEach(
          (key, field) -> {
            if (key.part() == part) {
              add(list, key, field);
            }
          });
    }
    return list;
  }

  private static void add(List<TarDifference> list, Key key, Field field) {
    if (field.groups.size() > VALUES) {
      list.add(difference(key, field.from, field.to, field.all));
      return;
    }
    field.groups.forEach(
        (values, group) -> list.add(difference(key, values.from(), values.to(), group)));
  }

  private static TarDifference difference(Key key, String from, String to, Group group) {
    return new TarDifference(key.part(), key.what(), from, to, group.count, group.places);
  }
}
