package org.gitsnapshot.derive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gitsnapshot.clean.CleanTar;
import org.gitsnapshot.clean.DerivationProof.Refused;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.DerivationReport.Refusal;
import org.gitsnapshot.tarread.HeaderField;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;

/** Says why a derivation was refused: what stands there is looked up in the original once more. */
final class Refusals {
  private final TarFile original;
  private final boolean listed;

  /** Creates one; {@code listed} says whether it was given which entries are missing. */
  Refusals(TarFile original, boolean listed) {
    this.original = original;
    this.listed = listed;
  }

  Refusal of(Refused refused) throws IOException {
    Optional<ByteString> path = refused.expected().map(TarMember::path);
    if (refused.part() == CleanTar.Part.HEADERS || refused.part() == CleanTar.Part.END) {
      if (refused.found().isPresent()) {
        return entry(refused, refused.found().get());
      }
      if (refused.expected().isPresent()) {
        return new Refusal(
            refused.offset(),
            path,
            refused.ended()
                ? "it is missing, the tar ends here"
                : "it is missing: no entry stands where its headers must");
      }
    }
    String what =
        refused.ended()
            ? "the tar ends here, in " + refused.part().words()
            : refused.part() == CleanTar.Part.GLOBAL
                ? "what stands there is not the original's global header, which must stay"
                : refused.part().words() + " is not the original's";
    return new Refusal(refused.offset(), path, what);
  }

  /** Tells of an entry that stands where another must, or none. */
  private Refusal entry(Refused refused, TarMember found) throws IOException {
    Optional<TarMember> expected = refused.expected();
    if (expected.isPresent() && expected.get().path().equals(found.path())) {
      return of(refused, found, difference(found, expected.get()));
    }
    Optional<TarMember> nearest = Optional.empty();
    try (InputStream in = original.openRaw()) {
      TarReader reader = new TarReader(in);
      for (TarMember member = reader.next(); member != null; member = reader.next()) {
        if (member.path().equals(found.path())) {
          if (sameHeaders(found, member)) {
            return misplaced(refused, member);
          }
          nearest = nearest.isEmpty() ? Optional.of(member) : nearest;
        }
      }
    }
    return of(
        refused,
        found,
        nearest
            .map(member -> difference(found, member))
            .orElse("it is not in the original: it was added"));
  }

  private Refusal misplaced(Refused refused, TarMember member) {
    if (refused.expected().isPresent() && refused.expected().get().offset() < member.offset()) {
      return of(
          refused,
          refused.expected().get(),
          "it must stay and is not there: "
              + member.path().display()
              + " stands in its place, which the original has at byte "
              + member.offset());
    }
    boolean removed = refused.removed().stream().anyMatch(e -> e.offset() == member.offset());
    if (listed && removed) {
      return of(refused, member, "it must be missing, and is there");
    }
    return of(
        refused,
        member,
        "the original has it at byte "
            + member.offset()
            + ", before what is already there: it was moved, or is there twice");
  }

  private static Refusal of(Refused refused, TarMember member, String what) {
    return new Refusal(refused.offset(), Optional.of(member.path()), what);
  }

  private static boolean sameHeaders(TarMember one, TarMember other) {
    return bytes(one).equals(bytes(other)) && records(one).equals(records(other));
  }

  private static ByteString bytes(TarMember member) {
    return ByteString.of(member.header().toByteArray());
  }

  private static List<Object> records(TarMember member) {
    return member.extensions().stream()
        .<Object>map(e -> List.of(ByteString.of(e.header().toByteArray()), e.records()))
        .toList();
  }

  /** Returns the first field that differs; the checksum only if nothing else does. */
  private static String difference(TarMember found, TarMember expected) {
    for (HeaderField field : HeaderField.values()) {
      if (field != HeaderField.CHECKSUM
          && !found.header().field(field).equals(expected.header().field(field))) {
        return "its "
            + field.label()
            + " is "
            + value(found, field)
            + ", and in the original "
            + value(expected, field);
      }
    }
    if (!records(found).equals(records(expected))) {
      return "its extended headers are not the original's";
    }
    return bytes(found).equals(bytes(expected))
        ? "its headers are as in the original, and not their padding or what is among them"
        : "its checksum is written otherwise in the original";
  }

  private static String value(TarMember member, HeaderField field) {
    OptionalLong number = field.numeric() ? member.header().number(field) : OptionalLong.empty();
    if (number.isPresent()) {
      return field == HeaderField.MODE
          ? "0" + Long.toOctalString(number.getAsLong())
          : String.valueOf(number.getAsLong());
    }
    return "\"" + member.header().text(field) + "\"";
  }
}
