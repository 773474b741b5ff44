package org.gitsnapshot.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.pretty.FormatState;
import org.gitsnapshot.pretty.Mailmap;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.state.RepositoryState;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of export-subst for one archive: what the recipe gives, else what the repository says,
 * and a record of all that was used.
 *
 * <p>The repository's history is opened when the first answer needs it, and then kept until {@link
 * #close}. For one archive and one thread.
 */
final class ArchiveInputs implements FormatState, AutoCloseable {
  /** Before git 2.11 ids were abbreviated to seven digits whatever a repository's size. */
  private static final OptionalInt OLD_LENGTH = OptionalInt.of(7);

  private final Subject subject;
  private final SubstInputs given;
  private final OptionalInt leastDigits;
  private @Nullable History history;
  private @Nullable RepositoryState state;
  private @Nullable Mailmap mailmap;

  private final Map<Oid, String> abbreviated = new LinkedHashMap<>();
  private Optional<String> decorations = Optional.empty();
  private Optional<String> description = Optional.empty();
  private final Map<Mailmap.Person, Mailmap.Person> mapped = new LinkedHashMap<>();
  private final Map<String, String> givenUsed = new TreeMap<>();

  ArchiveInputs(Subject subject, TarRecipe recipe) {
    this.subject = subject;
    this.given = recipe.subst();
    this.leastDigits = recipe.profile().abbreviatesToSeven() ? OLD_LENGTH : OptionalInt.empty();
  }

  /** Returns the inputs that the bytes depend on, as far as the archive is written. */
  SubstInputs used() {
    return new SubstInputs(
        abbreviated.isEmpty()
            ? Optional.empty()
            : Optional.of(given.abbrev().orElseGet(this::abbreviation)),
        decorations,
        description,
        mailmapUsed(),
        givenUsed);
  }

  /** Returns the names of the inputs that were taken from the repository. */
  List<String> computed() {
    List<String> names = new ArrayList<>();
    SubstInputs used = used();
    used.abbrev().filter(ids -> given.abbrev().isEmpty()).ifPresent(ids -> names.add("abbrev"));
    used.decorate().filter(d -> given.decorate().isEmpty()).ifPresent(d -> names.add("decorate"));
    used.describe().filter(d -> given.describe().isEmpty()).ifPresent(d -> names.add("describe"));
    used.mailmap().filter(m -> given.mailmap().isEmpty()).ifPresent(m -> names.add("mailmap"));
    return names;
  }

  private Abbreviation abbreviation() {
    int length = abbreviated.values().stream().mapToInt(String::length).min().orElse(0);
    TreeSet<String> longer = new TreeSet<>(abbreviated.values());
    longer.removeIf(digits -> digits.length() == length);
    return new Abbreviation(length, List.copyOf(longer));
  }

  @Override
  public String abbreviate(Oid id) throws IOException {
    String known = abbreviated.get(id);
    if (known == null) {
      Optional<Abbreviation> length = given.abbrev();
      known = length.isPresent() ? length.get().of(id) : state().abbreviate(id, leastDigits);
      abbreviated.put(id, known);
    }
    return known;
  }

  @Override
  public ByteString decorations() throws IOException {
    if (decorations.isEmpty()) {
      decorations =
          given.decorate().isPresent()
              ? given.decorate()
              : Optional.of(utf8("the names of its refs", state().decorations()));
    }
    return ByteString.utf8(decorations.get());
  }

  @Override
  public ByteString describe(DescribeOptions options) throws IOException {
    String text =
        given.describe().isPresent()
            ? given.describe().get()
            : utf8("its description", state().describe(options));
    description = Optional.of(text);
    return ByteString.utf8(text);
  }

  @Override
  public Mailmap.Person mapped(Mailmap.Person person) throws IOException {
    if (mailmap == null) {
      Optional<ByteString> text =
          given.mailmap().isPresent() ? given.mailmap().map(ByteString::utf8) : state().mailmap();
      mailmap = text.map(Mailmap::parse).orElse(Mailmap.EMPTY);
    }
    Mailmap.Person result = mailmap.map(person);
    mapped.put(person, result);
    if (mailmapUsed().isEmpty()) {
      throw notUtf8("its mailmap");
    }
    return result;
  }

  @Override
  public ByteString given(String placeholder) throws UnsupportedException {
    String text = given.given().get(placeholder);
    if (text == null) {
      throw new UnsupportedException(
          "$Format:" + placeholder + "$ depends on the clock or on somebody's keys",
          "say what it shall be: --given '"
              + placeholder
              + "=…', or given = { \""
              + placeholder
              + "\" = \"…\" } in the pin");
    }
    givenUsed.put(placeholder, text);
    return ByteString.utf8(text);
  }

  /** Returns the lines that map those who were asked for; nothing if nobody was. */
  private Optional<String> mailmapUsed() {
    if (mailmap == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(mailmap.relevantLines(List.copyOf(mapped.keySet())).asUtf8());
  }

  private String utf8(String what, ByteString text) throws UnsupportedException {
    String utf8 = text.asUtf8();
    if (utf8 == null || !SubstInputs.isLine(utf8)) {
      throw notUtf8(what);
    }
    return utf8;
  }

  private UnsupportedException notUtf8(String what) {
    return new UnsupportedException(
        what + " in " + subject.store().origin() + " is not UTF-8, and no recipe can hold it",
        "give it in the pin");
  }

  private RepositoryState state() throws IOException {
    if (state == null) {
      history = subject.history().open();
      state = new RepositoryState(history, subject.commit());
    }
    return state;
  }

  @Override
  public void close() throws IOException {
    if (history != null) {
      history.close();
    }
  }
}
