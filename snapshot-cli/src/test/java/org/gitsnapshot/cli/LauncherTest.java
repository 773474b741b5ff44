package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the script starts Java, seen by a program that is called so and tells what it got. */
class LauncherTest {
  @TempDir Path directory;
  private Path root;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void checkout() throws IOException {
    root = checkout("checkout");
  }

  /** Makes a checkout that is built, as far as the script looks. */
  private Path checkout(String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    Files.copy(CommandFixture.ROOT.resolve("snapshot"), made.resolve("snapshot"));
    for (String part :
        List.of(
            "snapshot-core/src/main",
            "snapshot-cli/src/main",
            "snapshot-cli/src/build",
            "snapshot-cli/target/app/lib",
            "jdk/bin")) {
      Files.createDirectories(made.resolve(part));
    }
    for (String file :
        List.of(
            "pom.xml",
            "snapshot-core/pom.xml",
            "snapshot-cli/pom.xml",
            "snapshot-cli/target/app/lib/snapshot-cli-1.jar",
            "snapshot-cli/target/app/built")) {
      Files.createFile(made.resolve(file));
    }
    program(made.resolve("jdk/bin/java"), "echo \"LC_ALL=$LC_ALL\"\nprintf '%s\\n' \"$@\"");
    return made;
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("snapshot").toString()));
    command.addAll(List.of(arguments));
    return start(environment, command);
  }

  /** Starts a command in the directory that has the checkout. */
  private Ended start(Map<String, String> environment, List<String> command) throws Exception {
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  /** Java would lose bytes of arguments and names of files. */
  @ParameterizedTest
  @CsvSource({
    "'', '', '', C.UTF-8",
    "POSIX, '', de_DE.UTF-8, C.UTF-8",
    "'', C, de_DE.UTF-8, C.UTF-8",
    "'', '', en_US.ISO-8859-1, C.UTF-8",
    "'', '', de_DE.UTF-8, ''",
    "'', en_US.utf8, C, ''",
    "C.UTF-8, '', C, C.UTF-8"
  })
  void javaGetsALocaleThatIsUtf8(String all, String type, String lang, String got)
      throws Exception {
    Ended ended = run(Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", lang), "--version");

    assertThat(ended.out()).startsWith("LC_ALL=" + got + "\n").endsWith("\n--version\n");
  }

  /** A path is one word, whatever is in it. */
  @ParameterizedTest
  @ValueSource(strings = {"a b", "end ", "line\n", "-", "-P", "st*r", "back\\slash"})
  void aCheckoutStartsWhereverItIs(String name) throws Exception {
    root = checkout(name);

    Ended ended = start(Map.of(), List.of("sh", "--", name + "/snapshot", "--version"));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains(
            "\n-XX:CompileCommandFile=" + root + "/snapshot-cli/src/main/jvm/compile-early\n",
            "\n-cp\n" + root + "/snapshot-cli/target/app/lib/snapshot-cli-1.jar\n");
  }

  /** Where it is set, the shell prints which of its directories it has found. */
  @Test
  void directoriesToLookInAreNotForTheCheckout() throws Exception {
    Ended ended =
        start(Map.of("CDPATH", directory.toString()), List.of("checkout/snapshot", "--version"));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("\n-cp\n" + root + "/snapshot-cli/target/app/lib/snapshot-cli-1.jar\n");
  }

  @Test
  void aColonIsNotForAClassPath() throws Exception {
    root = checkout("a:b");

    Ended ended = run(Map.of(), "--version");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("snapshot: " + root + ": ").contains("colon");
  }

  /** As a machine has it that is just being built. */
  private Map<String, String> onlyJavaAnd(String... programs) throws Exception {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    for (String program : programs) {
      Path found =
          Stream.of(System.getenv("PATH").split(":", -1))
              .map(place -> Path.of(place, program))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(bin.resolve(program), found);
    }
    return Map.of("PATH", bin.toString());
  }

  @Test
  void withoutReadlinkALinkToTheScriptIsNamed() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("snapshot"));
    Path beside = Files.createSymbolicLink(root.resolve("other-name"), root.resolve("snapshot"));
    Map<String, String> machine = onlyJavaAnd("sh");

    Ended ended = start(machine, List.of(link.toString()));

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).startsWith("snapshot: " + link + " is a link").contains("readlink");
    assertThat(start(Map.of(), List.of(link.toString())).code()).isZero();
    assertThat(start(machine, List.of(beside.toString())).code()).isZero();
  }

  @Test
  void whatWasBuiltRunsWhereItCannotBeBuiltAnew() throws Exception {
    Map<String, String> machine = onlyJavaAnd("sh", "find");
    assertThat(start(machine, List.of("checkout/snapshot")).err()).isEmpty();
    Path stamp = root.resolve("snapshot-cli/target/app/built");
    Files.setLastModifiedTime(stamp, FileTime.fromMillis(0));

    Ended ended = start(machine, List.of("checkout/snapshot", "--version"));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).endsWith("\n--version\n");
    assertThat(ended.err())
        .startsWith("note: ")
        .contains("no mvn", "touch " + stamp)
        .hasLineCount(1);
  }

  @Test
  void withoutMavenWhatWasNeverBuiltIsNamed() throws Exception {
    Files.delete(root.resolve("snapshot-cli/target/app/built"));

    Ended ended = start(onlyJavaAnd("sh", "find"), List.of("checkout/snapshot"));

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).startsWith("snapshot: the tool is not built, and there is no mvn");
  }

  /** What Java opens first would be read, or written, in its place. */
  /** Two builds in one place break each other. */
  @Test
  void ofFirstRunsAtOnceOneBuildsAndTheOthersWait() throws Exception {
    Files.delete(root.resolve("snapshot-cli/target/app/built"));
    Path bin = Files.createDirectory(directory.resolve("bin"));
    program(bin.resolve("mvn"), "echo \"$@\" >>'" + directory.resolve("builds") + "'; sleep 2");

    Ended ended =
        start(
            Map.of("PATH", bin + ":" + System.getenv("PATH")),
            List.of("sh", "-c", "for i in 1 2 3 4; do checkout/snapshot --version & done; wait"));

    assertThat(ended.out().lines().filter("--version"::equals)).hasSize(4);
    assertThat(directory.resolve("builds")).content().hasLineCount(1);
    assertThat(ended.err().lines().filter(line -> line.contains("waiting for it"))).hasSize(3);
  }

  @Test
  void ofFirstRunsAtOnceOneMakesTheArchiveOfClassesAndTheOthersDoWithout() throws Exception {
    Files.writeString(root.resolve("jdk/release"), "JAVA_RUNTIME_VERSION=\"17.1\"\n");
    Path rehearsals = directory.resolve("rehearsals");
    program(
        root.resolve("jdk/bin/java"),
        "case \"$*\" in *Rehearsal*) echo x >>'"
            + rehearsals
            + "'; sleep 2 ;; *) echo ran ;; esac");

    Ended ended =
        start(
            Map.of(),
            List.of("sh", "-c", "for i in 1 2 3 4; do checkout/snapshot --version & done; wait"));

    assertThat(ended.out()).isEqualTo("ran\n".repeat(4));
    assertThat(ended.err()).isEmpty();
    assertThat(rehearsals).content().hasLineCount(1);
    assertThat(root.resolve("snapshot-cli/target/app/classes-17.1")).isRegularFile();
  }

  @Test
  void aStreamThatIsClosedIsNoOtherFile() throws Exception {
    program(
        root.resolve("jdk/bin/java"),
        "{ true 3<&0; } && cat && echo 'read' >&2\n{ true 3>&1; } && echo text || echo 'not written' >&2");

    Ended in = start(Map.of(), List.of("sh", "-c", "checkout/snapshot <&-"));
    Ended out = start(Map.of(), List.of("sh", "-c", "checkout/snapshot </dev/null >&-"));
    Ended both = start(Map.of(), List.of("sh", "-c", "checkout/snapshot <&- >&-"));

    assertThat(in.err()).startsWith("cat: ").hasLineCount(1);
    assertThat(in.out()).isEqualTo("text\n");
    assertThat(out.err()).contains("read\n").endsWith("not written\n");
    assertThat(both.err()).startsWith("cat: ").endsWith("not written\n");
  }

  @Test
  void whoSaysHowLargeTheHeapIsSaysHowItBegins() throws Exception {
    assertThat(run(Map.of()).out()).contains("\n-Xms160m\n", "\n-Xmn48m\n");
    assertThat(run(Map.of("SNAPSHOT_JAVA_OPTS", "-Da=b -Xmx64m")).out())
        .contains("\n-Da=b\n-Xmx64m\n")
        .doesNotContain("-Xms160m", "-Xmn48m");
  }

  /** A user of Unix expects it; what is said to Java alone is said later, and counts. */
  @Test
  void temporaryFilesGoWhereTheUserSays() throws Exception {
    String place = Files.createDirectory(directory.resolve("a place")).toString();
    Map<String, String> both =
        Map.of("TMPDIR", place, "SNAPSHOT_JAVA_OPTS", "-Djava.io.tmpdir=/other");

    assertThat(run(both).out())
        .containsSubsequence("\n-Djava.io.tmpdir=" + place + "\n", "\n-Djava.io.tmpdir=/other\n");
    assertThat(run(Map.of("TMPDIR", place + "/none")).out()).doesNotContain("tmpdir", "\n\n");
    assertThat(run(Map.of()).out()).doesNotContain("tmpdir", "\n\n");
  }

  /** Java reads options in more places than one. */
  @ParameterizedTest
  @CsvSource({
    "SNAPSHOT_JAVA_OPTS, -XX:MaxHeapSize=64m",
    "SNAPSHOT_JAVA_OPTS, -XX:MaxRAMPercentage=1",
    "JAVA_TOOL_OPTIONS, -Xmx64m",
    "JDK_JAVA_OPTIONS, -Xmx64m",
    "JDK_JAVA_OPTIONS, @file",
    "_JAVA_OPTIONS, -Da=b -Xmx64m"
  })
  void soDoesWhoSaysItElsewhereOrInOtherWords(String variable, String options) throws Exception {
    assertThat(run(Map.of(variable, options)).out()).doesNotContain("-Xms160m", "-Xmn48m");
  }

  /** An archive may go to standard output. */
  @Test
  void aJavaThatCannotStartSaysSoOnStandardError() throws Exception {
    Ended ended =
        run(
            Map.of("JAVA_HOME", System.getProperty("java.home"), "SNAPSHOT_JAVA_OPTS", "-Xmx1k"),
            "archive");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("maximum heap");
  }

  /** Whoever reads standard error finds why, and no file is left where it was run. */
  @Test
  void aJavaThatCrashesReportsOnStandardError() throws Exception {
    assertThat(run(Map.of()).out())
        .contains("\n-XX:+DisplayVMOutputToStderr\n-XX:+ErrorFileToStderr\n");
  }

  private static final String LARGE_PAGES = "\n-XX:+UseTransparentHugePages\n";

  /** Makes the script see another Linux, whose host may get free pages back. */
  private void machine(String kernel, String balloon) throws Exception {
    Path system = directory.resolve("system");
    for (Map.Entry<String, String> file :
        Map.of(
                "sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never",
                "sys/bus/virtio/drivers/virtio_balloon/virtio0/features", balloon,
                "proc/sys/kernel/osrelease", kernel)
            .entrySet()) {
      Path made = system.resolve(file.getKey());
      Files.createDirectories(made.getParent());
      Files.writeString(made, file.getValue() + "\n");
    }
    Path script = root.resolve("snapshot");
    String text = Files.readString(CommandFixture.ROOT.resolve("snapshot"));
    assertThat(text).contains(" /sys/", "</sys/", " /proc/", "</proc/");
    Files.writeString(script, text.replaceAll("(?<=[ <])/(?=sys/|proc/)", system + "/"));
  }

  /** Makes a Java whose pages cost two million calls of the kernel, or nothing. */
  private void pages(boolean dear) throws IOException {
    program(
        root.resolve("jdk/bin/java"),
        "case \" $* \" in *AlwaysPreTouch*) "
            + (dear ? "dd if=/dev/zero of=/dev/null bs=1 count=2000000" : "true")
            + ";; *) printf '%s\\n' \"$@\" ;; esac");
  }

  @Test
  void largePagesAreForAllWhereTheHostGetsNoneBack() throws Exception {
    machine("6.1", "0110000000");
    pages(false);

    assertThat(run(Map.of(), "archive").out()).contains(LARGE_PAGES);
  }

  @Test
  void largePagesThatTheHostGetsBackAreForXzAlone() throws Exception {
    machine("6.1", "0110010000");
    pages(false);

    for (int i = 0; i < 2; i++) {
      assertThat(run(Map.of(), "archive", "-o", "a.tar.gz").out()).doesNotContain(LARGE_PAGES);
    }
    assertThat(run(Map.of(), "archive", "-o", "a.tar.xz").out()).contains(LARGE_PAGES);
  }

  @Test
  @Tag("one-jvm")
  void whereSmallPagesAreDearLargeOnesAreForAll() throws Exception {
    machine("6.1", "0110010000");
    pages(true);
    assertThat(run(Map.of(), "archive").err()).isEmpty();
    pages(false);

    assertThat(run(Map.of(), "archive").out()).contains(LARGE_PAGES);
    // A copy of the checkout on another machine.
    machine("6.2", "0110010000");
    for (int i = 0; i < 2; i++) {
      assertThat(run(Map.of(), "archive").out()).doesNotContain(LARGE_PAGES);
    }
  }

  /** Others may be at it beside this one, so only what is old is taken away. */
  @Test
  void whatAKilledFirstRunLeftIsTakenAway() throws Exception {
    Files.writeString(root.resolve("jdk/release"), "JAVA_RUNTIME_VERSION=\"17.1\"\n");
    Path app = root.resolve("snapshot-cli/target/app");
    Path old = Files.createDirectory(app.resolve("classes-17.1.1234"));
    Path beside = Files.createDirectory(app.resolve("classes-17.1.1235"));
    Files.writeString(old.resolve("list"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    assertThat(run(Map.of(), "--version").err()).isEmpty();

    assertThat(app.resolve("classes-17.1")).isRegularFile();
    assertThat(old).doesNotExist();
    assertThat(beside).exists();
  }
}
