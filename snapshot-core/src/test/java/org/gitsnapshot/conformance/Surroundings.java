package org.gitsnapshot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A machine whose configuration would change an archive wherever it was heeded: by C git, by JGit,
 * by the JDK or by the shell.
 */
final class Surroundings {
  /** One way for a process to find the machine. */
  record Cell(String name, String shellCommand, List<String> javaOptions, int threads) {}

  /** Valid configuration, each line of which has a say in what C git archives or prints. */
  static final String GIT_CONFIG =
      """
      [core]
      \tautocrlf = true
      \teol = crlf
      \tsafecrlf = true
      \tattributesFile = %1$s/attributes
      \tabbrev = 5
      \tbigFileThreshold = 1
      \tquotepath = false
      \tprotectNTFS = false
      \tprotectHFS = true
      \tprecomposeunicode = true
      \tignorecase = true
      \tfilemode = false
      \tsymlinks = false
      \tcompression = 0
      [tar]
      \tumask = 0077
      [tar "tar.gz"]
      \tcommand = cat
      [filter "lfs"]
      \tclean = cat
      \tsmudge = echo smudged
      \trequired = true
      [log]
      \tdate = iso
      [i18n]
      \tlogOutputEncoding = UTF-16
      \tcommitEncoding = EUC-JP
      [mailmap]
      \tfile = %1$s/mailmap
      [export]
      \tignore = true
      [safe]
      \tdirectory = *
      [uploadarchive]
      \tallowUnreachable = true
      """;

  private final Path directory;

  /** Puts the traps into a directory, which must exist. */
  Surroundings(Path directory) throws IOException {
    this.directory = directory;
    String config = GIT_CONFIG.formatted(directory);
    for (String file :
        List.of("home/.gitconfig", "home/.jgitconfig", "xdg/git/config", "xdg/jgit/config")) {
      write(file, config);
    }
    write("attributes", "* export-ignore text eol=crlf ident\n");
    write("xdg/git/attributes", "* export-ignore text eol=crlf ident\n");
    write("mailmap", "Nobody <nobody@example.org> C <c@example.org>\n");
  }

  /** Makes a repository trap those who read more of it than its objects. */
  void spoil(Path repository, String commit, String blob, String otherBlob) throws IOException {
    Path config = repository.resolve("config");
    Files.writeString(config, Files.readString(config) + GIT_CONFIG.formatted(directory));
    Files.createDirectories(repository.resolve("info"));
    Files.writeString(
        repository.resolve("info/attributes"), "* -export-ignore text eol=crlf ident\n");
    Files.writeString(repository.resolve("info/grafts"), commit + " " + commit + "\n");
    Files.writeString(repository.resolve("shallow"), commit + "\n");
    Path replace = Files.createDirectories(repository.resolve("refs/replace"));
    Files.writeString(replace.resolve(blob), otherBlob + "\n");
  }

  List<Cell> cells() throws IOException {
    Path odd = Files.createDirectories(directory.resolve("t m'p$(x)\"*\\;%d&"));
    Path other = Files.createDirectories(directory.resolve("fixed/[tmp]"));
    String home =
        exports(
            Map.of("HOME", directory.resolve("home"), "XDG_CONFIG_HOME", directory.resolve("xdg")));
    String git = exports(gitVariables());
    String utf8 = "export LC_ALL=C.UTF-8";
    return List.of(
        new Cell("one thread", "export LC_ALL=C TZ=UTC && umask 022", List.of(), 1),
        new Cell("eight threads", utf8, List.of(), 8),
        new Cell("umask 077 at +14", "export TZ=Pacific/Kiritimati && umask 077", List.of(), 2),
        new Cell("umask 000 at -3:30", "export TZ=America/St_Johns && umask 000", List.of(), 1),
        new Cell(
            "Turkish",
            "export LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 LANGUAGE=tr",
            List.of("-Duser.language=tr", "-Duser.country=TR"),
            2),
        new Cell(
            "Japanese, with the imperial calendar",
            "export LC_ALL=ja_JP.eucJP LANG=ja_JP.eucJP",
            List.of("-Duser.language=ja", "-Duser.country=JP", "-Duser.extensions=u-ca-japanese"),
            8),
        new Cell(
            "Arabic, with its own digits",
            "export LC_ALL=C",
            List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab"),
            1),
        new Cell("ASCII alone", "export LC_ALL=POSIX", List.of("-Dfile.encoding=US-ASCII"), 2),
        new Cell("UTF-16 for files", utf8, List.of("-Dfile.encoding=UTF-16"), 1),
        new Cell("home", home, List.of("-Duser.home=" + directory.resolve("home")), 2),
        new Cell("variables", git, List.of(), 1),
        new Cell("odd temporary directory", utf8, List.of("-Djava.io.tmpdir=" + odd), 8),
        new Cell(
            "all at once",
            home + " && " + git + " && export LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu && umask 0077",
            List.of(
                "-Duser.home=" + directory.resolve("home"),
                "-Duser.language=ar",
                "-Duser.extensions=u-nu-arab",
                "-Dfile.encoding=US-ASCII",
                "-Dline.separator=\r\n",
                "-Duser.timezone=Asia/Kathmandu",
                "-Djava.io.tmpdir=" + other),
            8));
  }

  private static Map<String, Object> gitVariables() {
    return Map.ofEntries(
        Map.entry("GIT_DIR", "/nonexistent"),
        Map.entry("GIT_WORK_TREE", "/nonexistent"),
        Map.entry("GIT_OBJECT_DIRECTORY", "/nonexistent"),
        Map.entry("GIT_ALTERNATE_OBJECT_DIRECTORIES", "/nonexistent"),
        Map.entry("GIT_COMMON_DIR", "/nonexistent"),
        Map.entry("GIT_NAMESPACE", "nowhere"),
        Map.entry("GIT_ATTR_SOURCE", "HEAD"),
        Map.entry("GIT_ATTR_NOSYSTEM", "0"),
        Map.entry("GIT_DEFAULT_HASH", "sha256"),
        Map.entry("GIT_REPLACE_REF_BASE", "refs/heads/"),
        Map.entry("GIT_GRAFT_FILE", "/nonexistent"),
        Map.entry("GIT_SHALLOW_FILE", "/nonexistent"),
        Map.entry("GIT_CONFIG_PARAMETERS", "'tar.umask'='0077' 'core.autocrlf'='true'"),
        Map.entry("GIT_CONFIG_COUNT", "2"),
        Map.entry("GIT_CONFIG_KEY_0", "tar.umask"),
        Map.entry("GIT_CONFIG_VALUE_0", "0077"),
        Map.entry("GIT_CONFIG_KEY_1", "core.eol"),
        Map.entry("GIT_CONFIG_VALUE_1", "crlf"),
        Map.entry("GIT_COMMITTER_DATE", "1 +0000"),
        Map.entry("SOURCE_DATE_EPOCH", "1"),
        Map.entry("TAR_OPTIONS", "--owner=x"),
        Map.entry("GZIP", "-9"),
        Map.entry("XZ_DEFAULTS", "-9"),
        Map.entry("XZ_OPT", "-9"),
        Map.entry("BZIP2", "-1"));
  }

  /**
   * Returns a command that sets variables; none of the values has a quote but the one with many.
   */
  private static String exports(Map<String, ?> variables) {
    StringBuilder command = new StringBuilder("export");
    variables.forEach(
        (name, value) ->
            command
                .append(' ')
                .append(name)
                .append("='")
                .append(value.toString().replace("'", "'\\''"))
                .append('\''));
    return command.toString();
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
