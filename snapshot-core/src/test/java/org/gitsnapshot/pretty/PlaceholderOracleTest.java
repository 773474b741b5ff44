package org.gitsnapshot.pretty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of placeholder against {@code git archive}, with what is odd about it. */
@Tag("one-jvm")
class PlaceholderOracleTest {
  private static final String PERSONS =
      """
      author A U Thor <author@example.com> 1112354055 +0200
      committer C O Mitter <committer@example.com> 1112354055 +0230
      """;
  private static final String MESSAGE =
      PERSONS + "\nsubject line\nof two lines\n\nbody text\n\nSigned-off-by: A <a@b>\nBug: 1\n";

  private static final String ALL_OF_A_PERSON = "%an|%ae|%al|%aN|%aE|%aL|%ad|%aD|%at|%ai|%as|%ax";

  @TempDir Path directory;

  @Test
  void simpleOnes() throws IOException {
    check(
        MESSAGE,
        "%H %T %P %h %t %p",
        ALL_OF_A_PERSON,
        "%cn|%ce|%cl|%cN|%cE|%cL|%cd|%cD|%ct|%ci|%cI|%cs|%cx",
        "%aI",
        "%d|%D|%e|%s|%f|%b|%B|%N|%S|%m",
        "%n%%%x00%x41%xe9%xzz%x4%x",
        "%G?|%GG|%GS|%GK|%GF|%GP|%GT|%GX|%G",
        "%gD|%gd|%gn|%gN|%ge|%gE|%gs|%gx|%g",
        "%+s|%-s|% s|%+e|%-e|% e|%+Z|%-Z|% Z|%+%|%+w(3)|%+",
        "",
        "%",
        "%a",
        "%H\0%T");
  }

  /** Git reads the header as a C string, but goes on behind its end. */
  @Test
  void zerosInTheHeaderEndLines() throws IOException {
    String all = ALL_OF_A_PERSON + "|" + ALL_OF_A_PERSON.replace("%a", "%c") + "|%s|%B";
    for (String header :
        List.of(
            PERSONS.replace("A U", "A\0U"),
            PERSONS.replace("C O", "C\0O"),
            PERSONS.replace("> 111", "> 1\00011"),
            PERSONS.replace("+0230", "+0230\0x"),
            PERSONS + "x\0y z\n",
            PERSONS + "\0\n",
            PERSONS + "encoding UTF-8\0\n")) {
      check(header + "\nsubject\n\nbody\0more\n", all, "%e|%b");
    }
    check(PERSONS.replace("A U", "A\0U") + "encoding ISO-8859-1\n\ns\n", all);
  }

  @Test
  void textBeforeTheFormatCounts() throws IOException {
    FormatRepository repository = new FormatRepository(directory);
    List<String> files =
        List.of(
            "abc def $Format:%<|(20)%s$|",
            "line\nab   $Format:%>>(3)%s$|",
            "x\n\n\n$Format:%-e$|",
            "a\0y$Format:%<|(20)%s$|",
            "\u00e9$Format:%<|(9)%e$|",
            "1$Format:a$2$Format:%s$ $Format:b $Format:c$ d$ $Format:$|",
            "$Format:%<(3)%w(9)%e%w(5)$|",
            "$Format",
            "$Format:",
            "$Format:%s",
            "$Format$Format:%s$$");
    repository.add(MESSAGE, files);
    repository.add(PERSONS + "encoding ISO-8859-1\n\n\u00e9\n", withUtf8(files));
    repository.add(MESSAGE, List.of("x            $Format:%>>|(5)%-e$|"));
    repository.add(MESSAGE, List.of("x            $Format:%>>|(5)%+e$|"));
    repository.add(MESSAGE, List.of("x            $Format:%>>|(5)% e$|"));
    assertSame(repository);
  }

  private static List<String> withUtf8(List<String> files) {
    List<String> more = new ArrayList<>(files);
    Stream.of("%s", "%H", "%N", "%Cfoo", "%xzz", "%", "%(", "%(describe:x)", "%(trailers:x)", "%a")
        .forEach(format -> more.add("\u00c3\u00a9 $Format:" + format + "$\u00c3\u00a9$Format:%s$"));
    return more;
  }

  @Test
  void paddingAndWrapping() throws IOException {
    List<String> formats = new ArrayList<>();
    for (String side : List.of("<", ">", ">>", "><", "<|", ">|", ">>|", "><|")) {
      for (String argument :
          List.of(
              "1",
              "2",
              "3",
              "8,trunc",
              "8,ltrunc",
              "8,mtrunc",
              "30",
              "-70",
              "-79",
              "-80",
              "-80,trunc",
              "-80,mtrunc",
              "-81",
              "-20",
              " 9 ",
              " 9 ,trunc",
              "9, trunc",
              "9,trunc ",
              "9,x",
              "+9",
              "0",
              "",
              "x",
              "9x",
              "16384",
              "16385",
              "-16384",
              "99999999999999999999",
              "-99999999999999999999",
              "4294967305",
              "1,trunc",
              "2,mtrunc",
              "0x9")) {
        formats.add("a b   %" + side + "(" + argument + ")%s|%e|");
      }
    }
    for (String argument :
        List.of(
            "",
            "0",
            "1",
            "7",
            "20,4,8",
            "20,30",
            "7,0,2",
            " 7",
            "7 ",
            "7, 2",
            "7,,2",
            "7,2,",
            "-1",
            "16384",
            "16385",
            "1,2,3,4",
            "x",
            "18446744073709551620",
            "+7",
            "0,3,6")) {
      formats.add("begin %w(" + argument + ")%B%w(12,1,2)%s words to wrap%w()%n%an");
    }
    check(MESSAGE, formats.toArray(String[]::new));
  }

  @Test
  void colors() throws IOException {
    FormatRepository repository = new FormatRepository(directory);
    for (String color :
        List.of(
            "red",
            "RED",
            "bold",
            "Bold",
            "red bold blue",
            "a b",
            "red blue green",
            "nobold",
            "no-bold",
            "no_bold",
            "reset",
            "RESET",
            "reset red",
            "normal red",
            "default",
            "brightred",
            "bright",
            "brightdefault",
            "0",
            "7",
            "8",
            "15",
            "16",
            "255",
            "256",
            "-1",
            "-2",
            "+5",
            "05",
            "#12345",
            "#AbC123",
            "",
            "  red  ",
            "nodim noul nostrike",
            "strike reverse blink ul italic dim bold",
            "red\tblue",
            "red\u000bblue",
            "no",
            "hidden",
            "normal normal red",
            "bold bold",
            "rese",
            "always,red",
            "default default")) {
      // One to a commit, since a color that is none ends git's work.
      repository.add(MESSAGE, List.of("$Format:%C(always," + color + ")$"));
    }
    repository.add(
        MESSAGE,
        List.of(
            "$Format:%Cred%Cgreen%Cblue%Creset%Cyellow%C(auto)%C(auto,red)%C(red)%C(bad)$",
            "$Format:%C(|%C|%C()|%<(9)%C(always,red)%s%C(always,bold)|$",
            "   \u001b[31m$Format:%>>(20)%s$"));
    assertSame(repository);
  }

  @Test
  void trailers() throws IOException {
    List<String> formats = new ArrayList<>();
    for (String options :
        List.of(
            "",
            ":",
            ":only",
            ":only=",
            ":only=no",
            ":only=x",
            ":only=x,unfold",
            ":unfold,only",
            ":key=a",
            ":key=SIGNED-OFF-BY:",
            ":key=a,key=b",
            ":key",
            ":key=",
            ":only,separator=%x2C",
            ":only,separator",
            ":only,separator=%H%n%%%x2",
            ":only,valueonly",
            ":only,keyonly",
            ":only,keyonly,valueonly",
            ":only,key_value_separator=-",
            ":only,key_value_separator",
            ":foo",
            ":only,",
            ":,only",
            ":only,,unfold",
            ": only",
            ":only ",
            ":Only",
            "x",
            ":key=a,only=no",
            ":only=1k",
            ":only=k",
            ":only=08",
            ":only=0x",
            ":only=2147483648")) {
      formats.add("%(trailers" + options + ")|");
    }
    formats.addAll(List.of("%(trailers", "%(trailers:only", "%(trailers:key=a", "%(trailers)"));
    FormatRepository repository = new FormatRepository(directory);
    for (String block :
        List.of(
            "a: b\nSigned-off-by: x\n",
            "a: b\nnone\n",
            "Signed-off-by: x\nnone\nnone\nnone\n",
            "Signed-off-by: x\nnone\nnone\nnone\nnone\n",
            "(cherry picked from commit 1)\nnone\n cont\n",
            "a: b\n c\n\td\n\ne: f  \n",
            "  indented: x\na: b\n",
            "a: b\n\n\nConflicts:\n\tx\n",
            "a: b\nConflicts:\n\tx\n\ty\nz: z\n",
            "a : b\na b: c\na\t: d\n: e\n\u00e9: f\n",
            "a: b\n---\nc: d\n",
            "---\n\na: b",
            "a:\nb: \n  \nc:  x \n",
            "a: b\r\nc: d\r\n",
            "Signed-off-by: x\nkey with space: v\n y\n")) {
      repository.add(PERSONS + "\nsubject\n\nbody\n\n" + block, formats(formats));
    }
    repository.add(PERSONS + "\na: b\nc: d\n", formats(formats));
    repository.add(PERSONS + "\ns\n\nbody\n\na: b\n\n# comment\n# c\n", formats(formats));
    assertSame(repository);
  }

  @Test
  void messages() throws IOException {
    FormatRepository repository = new FormatRepository(directory);
    for (String message :
        List.of(
            "",
            "\n",
            "\n\n\ns\nt  \n\t\nb\n\n\n",
            "s",
            "s\r\nt\r\n\r\nb\r\n",
            "s\0t\n\nb",
            "  lead sub..ject... x@@y .-\n \nbody \n",
            "...sub...\n",
            "\u00c2\u00a0s \u00c2\u0085\n",
            "a\u000b\nb\f\n\f\nc",
            "\u00ef\u00bb\u00bfs\n",
            "\u00e9 \u00c3\u00a9\n\nx",
            "-.-",
            "_a_.")) {
      repository.add(
          PERSONS + "\n" + message, formats(List.of("%s|%f|%b|%B|%<(3,trunc)%s|%w(5)%B|%e")));
    }
    repository.add(
        PERSONS + "gpgsig-x a\n b\n author X <x> 1 +0000\n\nm\n", formats(List.of("%an%B")));
    repository.add(
        "author A <a> 1 +0000\n" + PERSONS + "author B <b> 2 +0000\n\nm\n",
        formats(List.of("%an")));
    assertSame(repository);
  }

  @Test
  void brokenAuthors() throws IOException {
    FormatRepository repository = new FormatRepository(directory);
    for (String author :
        List.of(
            "A <a@b> 1 +0000",
            "A<a@b> 1 +0000",
            "<a@b> 1 +0000",
            " <a@b> 1 +0000",
            "A a@b 1 +0000",
            "A <a@b 1 +0000",
            "A a@b> 1 +0000",
            "A <<a@b>> 1 +0000",
            "A <a@b> x> 1 +0000",
            "A <a <b>> 1 +0000",
            "A <a@b>1 +0000",
            "A <a@b>",
            "A <a@b> x",
            "A <a@b> 12",
            "A <a@b> 12 x",
            "A <a@b> 12 +",
            "A <a@b> -5 +0000",
            "A <a@b> 5 +9999",
            "A <a@b> 5 -0030",
            "A <a@b> 5000 -0030",
            "A <a@b> 5000 -00:30",
            "A <a@b> 5000 +123456",
            "A <a@b> 5000 +1",
            "A <a@b> 5000 -1",
            "A <a@b> 5000 +99999999999",
            "A <a@b> 5000 +2147483646",
            "A <a@b> 5000 +2147483647",
            "A <a@b> 5000 -2147483647",
            "A <a@b> 500000000000 +1700000000",
            "A <a@b> 4102444800 +0000",
            "A <a@b> 253402300800 +0000",
            "A <a@b> 9999999999999 +0000",
            "A <a@b> 67767976233532799 +0000",
            "A <a@b> 67768036191676799 +0000",
            "A <a@b> 67768036191676799 +0001",
            "A <a@b> 67768036191676800 +0100",
            "A <a@b> 9223372036854775807 -0100",
            "A <a@b> 9223372036854775807 +0100",
            "A <a@b> 9223372036854775808 +0100",
            "A <a@b> 18446744073709551616 -0100",
            "A <a@b>  12   +0100  ",
            "A <a@b>\t12\t+0100\t",
            "A\t<a@b> 12 +0100",
            "A\u000b<a@b> 12 +0100",
            "A <a@b>\u000b12 +0100",
            "A < a@b > 12 +0100",
            "A <a@b> 12x +0100",
            "A <a@b> 12 +0100x",
            "A <@b> 12 +0100",
            "A <a@b@c> 12 +0100",
            "A <> 12 +0100",
            "\"A\" <a> 12 +0100",
            "> A <a@b> 12 +0100",
            "A\r <a@b> 12 +0100\r",
            "A <a@b> 5000 +0060",
            "",
            " ",
            "A",
            "A <a@b> 12 +0000 <x> 13 +0100",
            "A <a@b> 951782400 +0000",
            "A <a@b> 951868799 +0000",
            "A <a@b> 4107542399 +0000",
            "A <a@b> 68169600 +0000",
            "A <a@b> 1 -0000")) {
      String rest = "author " + author + "\ncommitter C <c> 1 +0000\n\nm\n";
      repository.add(rest, formats(List.of(ALL_OF_A_PERSON)));
    }
    assertSame(repository);
  }

  @Test
  void refsParentsAndDescriptions() throws IOException {
    FormatRepository repository = new FormatRepository(directory);
    Oid first = repository.add(PERSONS + "\nfirst\n", formats(List.of("%d|%D|%P")));
    String parents = "parent " + first + "\nparent " + first + "\n";
    List<Oid> described = new ArrayList<>();
    for (String options :
        List.of(
            "",
            ":",
            ":tags",
            ":tags=no",
            ":tags=x",
            ":tags=x,abbrev=5",
            ":abbrev=0",
            ":abbrev=9",
            ":abbrev=-3",
            ":abbrev= 8",
            ":abbrev=99",
            ":abbrev",
            ":abbrev=",
            ":abbrev=5x",
            ":match=v*",
            ":match=x*,tags",
            ":exclude=v*,tags",
            ":exclude=",
            ":match",
            ":tags,match=l*,match=x*",
            ":foo",
            ":tags,foo",
            ":,tags",
            ":tags,")) {
      described.add(
          repository.add(
              parents + PERSONS + "\n" + options + "\n",
              formats(
                  List.of(
                      "%P|%p|%d|%D", "%(describe" + options + ")|%(describe)", "%(describe)"))));
    }
    repository.flush();
    repository.tool().git("tag", "-a", "-m", "x", "v1.0", first.hex());
    repository.tool().git("tag", "light", first.hex());
    repository.tool().git("tag", "two", described.get(1).hex());
    repository.tool().git("branch", "side,way", described.get(1).hex());
    repository.tool().git("update-ref", "refs/heads/main", described.get(1).hex());
    repository.tool().git("symbolic-ref", "HEAD", "refs/heads/main");
    assertSame(repository);
  }

  private void check(String rest, String... formats) throws IOException {
    FormatRepository repository = new FormatRepository(directory);
    repository.add(rest, formats(List.of(formats)));
    assertSame(repository);
  }

  private static List<String> formats(List<String> formats) {
    return formats.stream().map(format -> "x $Format:" + format + "$ y").toList();
  }

  private static void assertSame(FormatRepository repository) throws IOException {
    List<FormatRepository.Outcome> outcomes = repository.outcomes();
    assertThat(outcomes).isNotEmpty();
    assertThat(outcomes.stream().filter(outcome -> !outcome.isSame()).toList()).isEmpty();
  }
}
