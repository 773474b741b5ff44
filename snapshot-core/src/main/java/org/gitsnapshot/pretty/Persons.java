package org.gitsnapshot.pretty;

import java.io.IOException;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/** The placeholders of the author and the committer: {@code %an}, {@code %cD} and their kin. */
final class Persons {
  private static final int LENGTH = 2;

  /** The parts of which nothing is left where a line is broken; of the others the placeholder. */
  private static final String EMPTY_IF_BROKEN = "netdDri";

  private static final String OF_NAME_AND_ADDRESS = "nNeElL";

  private final FormatAge age;
  private final FormatState state;

  Persons(FormatAge age, FormatState state) {
    this.age = age;
    this.state = state;
  }

  /**
   * Appends a part of a person.
   *
   * @param who {@code a} or {@code c}
   * @param part the letter that follows
   * @return the placeholder's length, 0 if it stays as it is written
   */
  int append(ByteBuilder out, @Nullable Ident ident, char who, int part) throws IOException {
    if (ident != null && OF_NAME_AND_ADDRESS.indexOf(part) >= 0) {
      appendPerson(out, ident, part);
      return LENGTH;
    }
    Ident.Date date = ident == null ? null : ident.date();
    if (date == null) {
      return EMPTY_IF_BROKEN.indexOf(part) >= 0 ? LENGTH : 0;
    }
    switch (part) {
      case 't' -> out.append(date.seconds());
      case 'd' -> out.append(CommitDate.of(date).normal());
      case 'D' -> out.append(CommitDate.of(date).rfc2822());
      case 'i' -> out.append(CommitDate.of(date).iso());
      case 'I' -> out.append(CommitDate.of(date).isoStrict(age.writesZ()));
      case 's' -> out.append(CommitDate.of(date).isoDate());
      case 'r', 'h' -> out.append(state.given("%" + who + (char) part).toByteArray());
      default -> {
        return 0;
      }
    }
    return LENGTH;
  }

  private void appendPerson(ByteBuilder out, Ident ident, int part) throws IOException {
    Mailmap.Person person = new Mailmap.Person(ident.name(), ident.email());
    if (Character.isUpperCase(part)) {
      person = state.mapped(person);
    }
    ByteString text =
        switch (Character.toLowerCase(part)) {
          case 'n' -> person.name();
          case 'l' -> Ident.localPart(person.email());
          default -> person.email();
        };
    out.append(text.toByteArray());
  }
}
