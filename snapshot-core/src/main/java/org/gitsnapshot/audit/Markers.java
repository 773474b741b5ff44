package org.gitsnapshot.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.pretty.FormatState;
import org.gitsnapshot.pretty.Mailmap;
import org.jspecify.annotations.Nullable;

/**
 * A repository state that answers every question with a mark, so that an expanded file shows where
 * each answer goes and what stands around it.
 *
 * <p>A mark is {@code 01 06}, a letter, a number, and {@code 06 01}: control characters that no
 * text has, and none that git takes for a space.
 */
final class Markers implements FormatState {
  /** Matches a mark: its letter and its number. */
  static final Pattern MARK = Pattern.compile("\u0001\u0006([a-z])([0-9]{1,6})\u0006\u0001");

  private static final String OPEN = "\u0001\u0006";
  private static final String CLOSE = "\u0006\u0001";

  /** What a mark stands for; the number behind it is an index where there may be several. */
  enum Kind {
    ID('i'),
    DECORATION('d'),
    DESCRIPTION('s'),
    NAME('n'),
    LOCAL_PART('l'),
    DOMAIN('m'),
    GIVEN('g');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    static @Nullable Kind of(char letter) {
      for (Kind kind : values()) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      return null;
    }
  }

  /**
   * Which answers are empty, which changes more than one place: {@code %d} loses its brackets.
   *
   * @param undecorated no ref leads to the commit
   * @param undescribed no tag is before the commit
   */
  record Emptiness(boolean undecorated, boolean undescribed) {}

  private final Emptiness empty;
  private final List<Oid> ids = new ArrayList<>();
  private final List<Mailmap.Person> persons = new ArrayList<>();
  private final List<String> given = new ArrayList<>();
  private boolean decorated;
  private boolean described;
  private boolean asked;

  Markers(Emptiness empty) {
    this.empty = empty;
  }

  /** Returns whether a mark was given out; a file may have bytes of its own that look like one. */
  boolean has(Kind kind, int index) {
    return switch (kind) {
      case ID -> index < ids.size();
      case NAME, LOCAL_PART, DOMAIN -> index < persons.size();
      case GIVEN -> index < given.size();
      case DECORATION -> decorated;
      case DESCRIPTION -> described;
    };
  }

  Oid id(int index) {
    return ids.get(index);
  }

  List<Mailmap.Person> persons() {
    return persons;
  }

  String given(int index) {
    return given.get(index);
  }

  /** Returns whether the refs were asked for. */
  boolean decorated() {
    return decorated;
  }

  /** Returns whether the tags were asked for. */
  boolean described() {
    return described;
  }

  /** Returns whether anything was asked since this was asked last. */
  boolean wasAsked() {
    boolean was = asked;
    asked = false;
    return was;
  }

  Emptiness empty() {
    return empty;
  }

  @Override
  public String abbreviate(Oid id) {
    asked = true;
    return mark(Kind.ID, index(ids, id));
  }

  @Override
  public ByteString decorations() {
    asked = true;
    decorated = true;
    return empty.undecorated() ? ByteString.EMPTY : ByteString.utf8(mark(Kind.DECORATION, 0));
  }

  @Override
  public ByteString describe(DescribeOptions options) {
    asked = true;
    described = true;
    return empty.undescribed() ? ByteString.EMPTY : ByteString.utf8(mark(Kind.DESCRIPTION, 0));
  }

  @Override
  public Mailmap.Person mapped(Mailmap.Person person) {
    asked = true;
    int index = index(persons, person);
    String email = mark(Kind.LOCAL_PART, index) + "@" + mark(Kind.DOMAIN, index);
    return new Mailmap.Person(ByteString.utf8(mark(Kind.NAME, index)), ByteString.utf8(email));
  }

  @Override
  public ByteString given(String placeholder) {
    asked = true;
    return ByteString.utf8(mark(Kind.GIVEN, index(given, placeholder)));
  }

  private static <T> int index(List<T> known, T value) {
    int index = known.indexOf(value);
    if (index < 0) {
      index = known.size();
      known.add(value);
    }
    return index;
  }

  private static String mark(Kind kind, int index) {
    return OPEN + kind.letter + index + CLOSE;
  }
}
