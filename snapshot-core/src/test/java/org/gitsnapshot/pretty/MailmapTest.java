package org.gitsnapshot.pretty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.RawRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailmaps against {@code git check-mailmap}. */
class MailmapTest {
  private static final String[] NAMES = {
    "", "Ann", "ANN", "Bob B", "\u00c4", "\u00e4", "#Ann", "x > y"
  };
  private static final String[] EMAILS = {"a@x", "A@X", "b@x", "c", " a@x", "x <y", "\u00c4@x"};
  private static final String[] GAPS = {"", " ", "  ", "\t"};
  private static final int MAPS = 60;

  @TempDir Path directory;

  @Test
  void randomMapsNamePeopleAsGitDoes() throws java.io.IOException {
    RawRepository repository = RawRepository.init(directory);
    for (int seed = 0; seed < MAPS; seed++) {
      Random random = new Random(seed);
      String text = mailmap(random);
      java.nio.file.Files.writeString(directory.resolve("map"), text);
      List<Mailmap.Person> persons = everybody();
      StringBuilder input = new StringBuilder();
      persons.forEach(person -> input.append(show(person)).append('\n'));
      byte[] printed =
          repository
              .tool()
              .git(
                  input.toString().getBytes(StandardCharsets.UTF_8),
                  "-c",
                  "mailmap.file=" + directory.resolve("map"),
                  "check-mailmap",
                  "--stdin");
      Mailmap mailmap = Mailmap.parse(ByteString.utf8(text));
      List<String> ours = persons.stream().map(mailmap::map).map(MailmapTest::show).toList();
      assertThat(ours)
          .as("seed %s:\n%s", seed, text)
          .isEqualTo(new String(printed, StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void relevantLinesSayTheSameOfThesePersonsInAnyOrder() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      Mailmap mailmap = Mailmap.parse(ByteString.utf8(mailmap(random)));
      List<Mailmap.Person> persons = everybody();
      Collections.shuffle(persons, random);
      persons = new ArrayList<>(persons.subList(0, 1 + random.nextInt(6)));
      ByteString lines = mailmap.relevantLines(persons);
      Mailmap recorded = Mailmap.parse(lines);
      for (Mailmap.Person person : persons) {
        assertThat(recorded.map(person)).as("seed %s", seed).isEqualTo(mailmap.map(person));
      }
      assertThat(recorded.relevantLines(persons)).as("seed %s", seed).isEqualTo(lines);
      Collections.reverse(persons);
      assertThat(mailmap.relevantLines(persons)).isEqualTo(lines);
      boolean changed = persons.stream().anyMatch(person -> !mailmap.map(person).equals(person));
      assertThat(lines.isEmpty()).isEqualTo(!changed);
    }
  }

  @Test
  void formsOfTheManual() {
    Mailmap mailmap =
        Mailmap.parse(
            ByteString.utf8(
                """
                # comment
                Proper <a@x>
                <new@x> <b@x>
                Proper <new@x> <c@x>
                Proper <new@x> Old <d@x>
                no address
                empty <>
                """));
    assertThat(show(mailmap.map(person("Old", "A@x")))).isEqualTo("Proper <A@x>");
    assertThat(show(mailmap.map(person("Old", "b@x")))).isEqualTo("Old <new@x>");
    assertThat(show(mailmap.map(person("Old", "c@x")))).isEqualTo("Proper <new@x>");
    assertThat(show(mailmap.map(person("oLD", "d@x")))).isEqualTo("Proper <new@x>");
    assertThat(show(mailmap.map(person("New", "d@x")))).isEqualTo("New <d@x>");
    assertThat(mailmap.relevantLines(List.of(person("Old", "d@x"), person("Old", "e@x"))))
        .hasToString("Proper <new@x> Old <d@x>\\x0a");
    assertThat(Mailmap.EMPTY.map(person("Old", "a@x"))).isEqualTo(person("Old", "a@x"));
  }

  private static String mailmap(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(12);
    for (int i = 0; i < lines; i++) {
      text.append(gap(random)).append(pick(random, NAMES)).append(gap(random));
      text.append('<').append(pick(random, EMAILS)).append('>');
      if (random.nextBoolean()) {
        text.append(gap(random)).append(pick(random, NAMES)).append(gap(random));
        text.append('<').append(random.nextInt(9) == 0 ? "" : pick(random, EMAILS)).append('>');
      }
      text.append(random.nextInt(9) == 0 ? " # more" : "")
          .append(random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  /** Everybody whom {@code git check-mailmap} can take as a line of text. */
  private static List<Mailmap.Person> everybody() {
    List<Mailmap.Person> persons = new ArrayList<>();
    for (String name : NAMES) {
      for (String email : EMAILS) {
        persons.add(person(name, email));
      }
    }
    return persons;
  }

  private static Mailmap.Person person(String name, String email) {
    return new Mailmap.Person(ByteString.utf8(name), ByteString.utf8(email));
  }

  private static String show(Mailmap.Person person) {
    String name = String.valueOf(person.name().asUtf8());
    return (name.isEmpty() ? "" : name + " ") + "<" + person.email().asUtf8() + ">";
  }

  private static String gap(Random random) {
    return pick(random, GAPS);
  }

  private static String pick(Random random, String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
