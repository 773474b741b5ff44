package org.gitsnapshot.pretty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.TarContents;
import org.gitsnapshot.testing.Tool;

/**
 * Commits whose trees are full of files with formats, so that one {@code git archive} tells what
 * git makes of hundreds. Bytes are written as characters of the same numbers.
 */
final class FormatRepository {
  /** A file as it came out of git and of this library. */
  record Outcome(Oid commit, String content, String git, String ours) {
    boolean isSame() {
      return git.equals(ours);
    }

    @Override
    public String toString() {
      return "commit "
          + commit
          + ": "
          + show(content)
          + "\n  git:  "
          + show(git)
          + "\n  ours: "
          + show(ours);
    }
  }

  /** What stands for all files of a commit that git does not archive, or we do not. */
  static final String REFUSED = "refused";

  private static final int VERSION = askVersion();

  private final RawRepository repository;
  private final List<Oid> commits = new ArrayList<>();
  private final List<byte[]> objects = new ArrayList<>();
  private final List<List<String>> contents = new ArrayList<>();
  private Mailmap mailmap = Mailmap.EMPTY;

  FormatRepository(Path directory) {
    this.repository = RawRepository.init(directory);
    repository.tool().git("config", "core.abbrev", "7");
  }

  /** Adds a commit whose object goes on like this after its tree, with these files. */
  Oid add(String rest, List<String> files) {
    List<RawRepository.Item> items = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      items.add(item(name(i), files.get(i)));
    }
    items.add(item(".gitattributes", "* export-subst\n"));
    Oid tree = repository.tree(items);
    Oid commit = repository.commit(tree, rest);
    commits.add(commit);
    objects.add(bytes("tree " + tree + "\n" + rest));
    contents.add(List.copyOf(files));
    return commit;
  }

  /** Gives the repository a mailmap, which git takes from HEAD. */
  void mailmap(String text) throws IOException {
    mailmap = Mailmap.parse(ByteString.of(bytes(text)));
    Oid commit = repository.commit(repository.tree(List.of(item(".mailmap", text))));
    repository.flush();
    tool().git("update-ref", "HEAD", commit.hex());
  }

  /** Hands all to git; after this, refs can be made. */
  void flush() throws IOException {
    repository.flush();
  }

  /** Gives branches and tags to some of these commits. */
  void name(SortedSet<Oid> named) {
    StringBuilder commands = new StringBuilder();
    int i = 0;
    for (Oid commit : named) {
      if (i % 3 == 0) {
        commands.append("create refs/heads/b" + i + " " + commit + "\n");
      }
      if (i % 4 == 0) {
        commands.append("create refs/tags/t" + i + " " + commit + "\n");
      }
      if (i % 6 == 0) {
        commands.append("create refs/remotes/o/r" + i + " " + commit + "\n");
      }
      i++;
    }
    byte[] unused = tool().git(bytes(commands.toString()), "update-ref", "--stdin");
  }

  /** Returns the age that git is of, or that is nearest to it. */
  FormatAge age() {
    boolean later = VERSION >= 43;
    return later ? FormatAge.GIT_2_46 : FormatAge.GIT_2_39;
  }

  /** Returns whether git is one whose every expansion is followed. */
  boolean isFollowed() {
    return VERSION == 39 || VERSION >= 46;
  }

  /** Returns the second number of git's version; the first is 2. */
  private static int askVersion() {
    String[] version = new Tool(Path.of("/")).text("git", "--version").split("[ .]", 5);
    return Integer.parseInt(version[3]);
  }

  Tool tool() {
    return repository.tool();
  }

  /** Returns what became of every file that was added since the last call. */
  List<Outcome> outcomes() throws IOException {
    repository.flush();
    List<GitArchive.Job> jobs = new ArrayList<>();
    commits.forEach(commit -> jobs.add(new GitArchive.Job(commit, ByteString.EMPTY)));
    List<Optional<byte[]>> tars = GitArchive.attempt(repository, jobs);
    Map<String, String> decorations = decorations();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < commits.size(); i++) {
      Oid commit = commits.get(i);
      Map<String, byte[]> archived = files(tars.get(i), contents.get(i).size());
      FormatState state = new GitState(commit, decorations.getOrDefault(commit.hex(), ""));
      PrettyFormat format = new PrettyFormat(commit, objects.get(i), age(), state);
      List<String> ours = new ArrayList<>();
      for (String content : contents.get(i)) {
        ours.add(ours(format, content));
      }
      // What git refuses in one file costs it the whole archive.
      boolean bothRefuse = archived.isEmpty() && ours.contains(REFUSED);
      for (int j = 0; j < ours.size(); j++) {
        byte[] git = archived.get(name(j));
        outcomes.add(
            new Outcome(
                commit,
                contents.get(i).get(j),
                git == null ? REFUSED : text(git),
                bothRefuse ? REFUSED : ours.get(j)));
      }
    }
    commits.clear();
    objects.clear();
    contents.clear();
    return outcomes;
  }

  /** Returns the files of an archive, none of one that git gave up over. */
  private static Map<String, byte[]> files(Optional<byte[]> tar, int expected) {
    try {
      Map<String, byte[]> files = TarContents.files(tar.orElse(new byte[0]));
      // Beside them there are the attributes.
      return files.size() == expected + 1 ? files : Map.of();
    } catch (IOException cutOff) {
      return Map.of();
    }
  }

  private static String ours(PrettyFormat format, String content) throws IOException {
    try {
      return text(format.substitute(bytes(content)));
    } catch (SnapshotException e) {
      return REFUSED;
    }
  }

  private Map<String, String> decorations() {
    StringBuilder ids = new StringBuilder();
    commits.forEach(commit -> ids.append(commit).append('\n'));
    String printed =
        text(
            tool()
                .git(
                    bytes(ids.toString()),
                    "log",
                    "--no-walk=unsorted",
                    "--stdin",
                    "--format=%H %D"));
    Map<String, String> decorations = new HashMap<>();
    printed.lines().forEach(line -> decorations.put(line.substring(0, 40), line.substring(41)));
    return decorations;
  }

  private RawRepository.Item item(String name, String content) {
    return new RawRepository.Item("100644", name, repository.blob(bytes(content)));
  }

  private static String name(int index) {
    return String.format("f%05d", index);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns a text as it can be read and pasted into a test. */
  static String show(String text) {
    UnaryOperator<String> escape =
        c ->
            c.charAt(0) >= 0x20 && c.charAt(0) < 0x7f
                ? c
                : String.format("\\x%02x", (int) c.charAt(0));
    StringBuilder shown = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      shown.append(escape.apply(text.substring(i, i + 1)));
    }
    return shown.append('"').toString();
  }

  /** What the repository says, asked of git itself. */
  private final class GitState implements FormatState {
    private final Oid commit;
    private final String decorations;

    GitState(Oid commit, String decorations) {
      this.commit = commit;
      this.decorations = decorations;
    }

    @Override
    public String abbreviate(Oid id) {
      return id.hex().substring(0, 7);
    }

    @Override
    public ByteString decorations() {
      return ByteString.of(bytes(decorations));
    }

    @Override
    public ByteString describe(DescribeOptions options) {
      StringBuilder command = new StringBuilder("git describe");
      command.append(options.tags() ? " --tags" : " --no-tags");
      options.abbrev().ifPresent(length -> command.append(" --abbrev=").append(length));
      options.match().forEach(pattern -> command.append(" --match='" + pattern + "'"));
      options.exclude().forEach(pattern -> command.append(" --exclude='" + pattern + "'"));
      command.append(" " + commit + " || :");
      return ByteString.utf8(tool().text("sh", "-c", command.toString()).strip());
    }

    @Override
    public Mailmap.Person mapped(Mailmap.Person person) {
      return mailmap.map(person);
    }

    @Override
    public ByteString given(String placeholder) {
      return ByteString.utf8("<" + placeholder + ">");
    }
  }
}
