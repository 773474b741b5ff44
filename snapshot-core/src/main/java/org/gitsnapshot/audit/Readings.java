package org.gitsnapshot.audit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pretty.Mailmap;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.SubstInputs;
import org.jspecify.annotations.Nullable;

/** What was read from the published file for each mark; two readings of one mark must agree. */
final class Readings {
  private final Markers markers;
  private final Map<Oid, String> ids = new LinkedHashMap<>();
  private final Map<MarkedText.Mark, String> texts = new LinkedHashMap<>();

  Readings(Markers markers) {
    this.markers = markers;
  }

  /** Takes a reading and returns whether it agrees with those before. */
  boolean take(MarkedText.Mark mark, String latin1) {
    if (mark.kind() == Markers.Kind.ID) {
      String before = ids.putIfAbsent(markers.id(mark.index()), latin1);
      return before == null || before.equals(latin1);
    }
    String text = ByteString.of(latin1.getBytes(StandardCharsets.ISO_8859_1)).asUtf8();
    if (text == null || !SubstInputs.isText(text)) {
      return false;
    }
    String before = texts.putIfAbsent(mark, text);
    return before == null || before.equals(text);
  }

  /** Returns the inputs that were read. */
  SubstInputs inputs() {
    return new SubstInputs(
        abbreviation(),
        markers.empty().undecorated() ? Optional.of("") : text(Markers.Kind.DECORATION),
        markers.empty().undescribed() ? Optional.of("") : text(Markers.Kind.DESCRIPTION),
        mailmap(),
        given());
  }

  private Optional<String> text(Markers.Kind kind) {
    return Optional.ofNullable(texts.get(new MarkedText.Mark(kind, 0)));
  }

  private Optional<Abbreviation> abbreviation() {
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    int length = ids.values().stream().mapToInt(String::length).min().orElseThrow();
    TreeSet<String> longer = new TreeSet<>(ids.values());
    longer.removeIf(digits -> digits.length() == length);
    try {
      return Optional.of(new Abbreviation(length, List.copyOf(longer)));
    } catch (IllegalArgumentException oneBeginsAnother) {
      return Optional.empty(); // No recipe can say that; git would not have written it.
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = new TreeMap<>();
    texts.forEach(
        (mark, text) -> {
          if (mark.kind() == Markers.Kind.GIVEN) {
            given.put(markers.given(mark.index()), text);
          }
        });
    return given;
  }

  /** Returns a line for each person whom the file calls otherwise than the commit does. */
  private Optional<String> mailmap() {
    StringBuilder lines = new StringBuilder();
    boolean any = false;
    for (int i = 0; i < markers.persons().size(); i++) {
      Mailmap.Person person = markers.persons().get(i);
      String oldName = person.name().asUtf8();
      String oldEmail = person.email().asUtf8();
      if (oldName == null || oldEmail == null) {
        return Optional.empty();
      }
      String name = read(Markers.Kind.NAME, i);
      String local = read(Markers.Kind.LOCAL_PART, i);
      String domain = read(Markers.Kind.DOMAIN, i);
      any |= name != null || local != null;
      int sign = oldEmail.indexOf('@');
      String newName = name == null ? oldName : name;
      String newLocal = local == null ? oldEmail.substring(0, Math.max(0, sign)) : local;
      String newDomain = domain == null ? oldEmail.substring(sign + 1) : domain;
      String newEmail = local == null && domain == null ? oldEmail : newLocal + "@" + newDomain;
      if (!newName.equals(oldName) || !newEmail.equals(oldEmail)) {
        lines.append(newName + " <" + newEmail + "> " + oldName + " <" + oldEmail + ">\n");
      }
    }
    return any ? Optional.of(lines.toString()) : Optional.empty();
  }

  private @Nullable String read(Markers.Kind kind, int index) {
    return texts.get(new MarkedText.Mark(kind, index));
  }
}
