package org.gitsnapshot.pretty;

import java.io.IOException;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;

/**
 * What each placeholder that asks for something of a commit expands to.
 *
 * <p>The commit's text is decoded only when a placeholder needs it, and git converts an expansion
 * back to the commit's encoding only in that case. An unknown placeholder is one that needs it,
 * since git finds out at the very end that it does not know it.
 */
class CommitPlaceholders {
  private static final String DECORATE = "(decorate";
  private static final String DESCRIBE = "(describe";
  private static final String TRAILERS = "(trailers";

  private final Oid id;
  private final byte[] object;
  private final RawCommit raw;
  private final FormatAge age;
  private final FormatState state;
  private final Persons persons;
  private @Nullable CommitText decoded;
  private boolean described;

  CommitPlaceholders(Oid id, byte[] object, FormatAge age, FormatState state) {
    this.id = id;
    this.object = object;
    this.raw = new RawCommit(object);
    this.age = age;
    this.state = state;
    this.persons = new Persons(age, state);
  }

  FormatAge age() {
    return age;
  }

  /** Returns the commit's text. */
  CommitText text() throws IOException {
    CommitText text = decoded;
    if (text == null) {
      text = CommitText.parse(object);
      decoded = text;
    }
    return text;
  }

  /**
   * Appends what one placeholder expands to.
   *
   * @param at the index behind the percent sign
   */
  Result append(ByteBuilder out, byte[] format, int at) throws IOException {
    if (Ascii.startsWith(format, at, format.length, DESCRIBE)) {
      return Result.withoutText(describe(out, format, at));
    }
    if (age.hasDecorate() && Ascii.startsWith(format, at, format.length, DECORATE)) {
      return Result.withoutText(decorate(out, format, at));
    }
    int second = at + 1 < format.length ? format[at + 1] : 0;
    switch (at < format.length ? format[at] : 0) {
      case 'H' -> out.append(id.hex());
      case 'h' -> out.append(state.abbreviate(id));
      case 'T' -> out.append(raw.tree().hex());
      case 't' -> out.append(state.abbreviate(raw.tree()));
      case 'P', 'p' -> appendParents(out, format[at] == 'p');
      case 'm' -> out.append('>');
      case 'd' -> Decorations.inParentheses().append(out, state.decorations());
      case 'D' -> out.append(state.decorations().toByteArray());
      case 'g' -> {
        // There is no reflog; what would come from one is empty.
        return Result.withoutText("dDsnNeE".indexOf(second) >= 0 && second != 0 ? 2 : 0);
      }
      case 'G' -> {
        return Result.withoutText(appendSignature(out, second));
      }
      case 'N', 'S' -> {
        return Result.withoutText(0);
      }
      default -> {
        return Result.withText(appendText(out, format, at, second));
      }
    }
    return Result.withoutText(1);
  }

  /**
   * How a placeholder was taken.
   *
   * @param length its length, 0 if it stays as it is written
   * @param usesText whether the commit's text was needed to find out
   */
  record Result(int length, boolean usesText) {
    static Result withoutText(int length) {
      return new Result(length, false);
    }

    static Result withText(int length) {
      return new Result(length, true);
    }
  }

  /** Is told of each placeholder that was not left as it is written. */
  void taken(byte[] format, int at) {
    // Only who looks at formats wants to know.
  }

  private int appendText(ByteBuilder out, byte[] format, int at, int second) throws IOException {
    CommitText text = text();
    switch (at < format.length ? format[at] : 0) {
      case 'a' -> {
        return persons.append(out, text.author(), 'a', second);
      }
      case 'c' -> {
        return persons.append(out, text.committer(), 'c', second);
      }
      case 'e' -> out.append(text.encoding().name().toByteArray());
      case 'B' -> out.append(text.message());
      case 'b' -> out.append(text.body());
      case 's' -> Subject.appendJoined(out, text.subjectLines());
      case 'f' -> Subject.appendAsFileName(out, text.firstLine());
      default -> {
        return trailers(out, format, at, text);
      }
    }
    return 1;
  }

  private void appendParents(ByteBuilder out, boolean abbreviated) throws IOException {
    String space = "";
    for (Oid parent : raw.parents()) {
      out.append(space);
      out.append(abbreviated ? state.abbreviate(parent) : parent.hex());
      space = " ";
    }
  }

  private int appendSignature(ByteBuilder out, int part) throws IOException {
    if (part == 0 || "G?SKFPT".indexOf(part) < 0) {
      return 0;
    }
    if (raw.isSigned(id.format())) {
      out.append(state.given("%G" + (char) part).toByteArray());
    } else if (part == '?') {
      out.append('N');
    } else if (part == 'T') {
      out.append("undefined");
    }
    return 2;
  }

  private int describe(ByteBuilder out, byte[] format, int at) throws IOException {
    // One that is written wrongly is the archive's first, too.
    if (described) {
      return 0;
    }
    described = true;
    Arguments arguments = arguments(format, at + DESCRIBE.length());
    DescribeOptions options = DescribeArguments.parse(arguments);
    if (!arguments.atEnd()) {
      return 0;
    }
    out.append(state.describe(options).toByteArray());
    return arguments.position() + 1 - at;
  }

  private int decorate(ByteBuilder out, byte[] format, int at) throws IOException {
    Arguments arguments = arguments(format, at + DECORATE.length());
    Decorations form = Decorations.parse(arguments);
    if (!arguments.atEnd()) {
      return 0;
    }
    form.append(out, state.decorations());
    return arguments.position() + 1 - at;
  }

  private int trailers(ByteBuilder out, byte[] format, int at, CommitText text) {
    if (!Ascii.startsWith(format, at, format.length, TRAILERS)) {
      return 0;
    }
    Arguments arguments = arguments(format, at + TRAILERS.length());
    Trailers trailers = Trailers.parse(arguments);
    if (trailers == null) {
      return 0;
    }
    trailers.append(out, text.messageFromSubject(), age.tidiesTrailers());
    return arguments.position() + 1 - at;
  }

  /** Returns a reader of the arguments behind a name, if there is a colon; else one at its end. */
  private static Arguments arguments(byte[] format, int at) {
    boolean colon = at < format.length && format[at] == ':';
    return colon ? new Arguments(format, at + 1) : Arguments.none(format, at);
  }
}
