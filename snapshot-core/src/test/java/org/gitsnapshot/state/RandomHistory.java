package org.gitsnapshot.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.testing.Tool;

/**
 * A repository of random commits, tags and other refs, the same for each seed, made by one {@code
 * git fast-import}.
 */
final class RandomHistory {
  private static final long EPOCH = 1_600_000_000L;

  /** Where refs may be, beside tags. */
  private static final List<String> PLACES =
      List.of(
          "refs/heads/",
          "refs/heads/",
          "refs/heads/tags/",
          "refs/remotes/origin/",
          "refs/pull/",
          "refs/notes/",
          "refs/original/refs/heads/",
          "refs/");

  private static final List<String> TAG_PREFIXES = List.of("v1.", "v2.", "rc/", "a-", "tags/");

  private final Random random;
  private final Tool git;
  private final StringBuilder stream = new StringBuilder();
  private final List<Oid> commits = new ArrayList<>();
  private final Map<String, Integer> refs = new TreeMap<>();
  private int marks;
  private int lastCommit;

  private RandomHistory(long seed, Path directory) {
    this.random = new Random(seed);
    this.git = new Tool(directory);
  }

  /** Makes a bare one in a directory, which must exist, and returns its commits. */
  static List<Oid> make(long seed, Path directory) throws Exception {
    RandomHistory history = new RandomHistory(seed, directory);
    history.git.git("init", "-q", "--bare", ".");
    history.addCommits();
    history.addTags();
    history.addRefs();
    history.run(directory);
    return history.commits;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void addCommits() {
    int count = 2 + random.nextInt(random.nextInt(5) == 0 ? 150 : 40);
    int branching = random.nextInt(60);
    int disorder = random.nextInt(4);
    stream.append("blob\nmark :1\ndata 1\nx\n");
    marks = 1;
    for (int i = 0; i < count; i++) {
      boolean root = i == 0 || chance(2);
      if (root) {
        stream.append("reset refs/heads/made\n\n");
      }
      long time = EPOCH + time(i, disorder);
      stream.append("commit refs/heads/made\nmark :").append(++marks);
      stream.append("\ncommitter C <c> ").append(time).append(" +0000\ndata 1\nm\n");
      if (!root) {
        int newest = marks - 1;
        int first = chance(branching) ? pickCommit(newest) : newest;
        stream.append("from :").append(first).append('\n');
        int others = chance(5) ? 1 + random.nextInt(6) : chance(branching) ? 1 : 0;
        for (int other = 0; other < others; other++) {
          int parent = pickCommit(newest);
          if (parent != first) {
            stream.append("merge :").append(parent).append('\n');
          }
        }
      }
      stream.append("M 100644 :1 f").append(i % 7).append("\n\n");
    }
    lastCommit = marks;
  }

  /** In order, all equal, nearly in order with many equal ones, or anyhow. */
  private long time(int i, int disorder) {
    return switch (disorder) {
      case 0 -> 60L * i;
      case 1 -> 0;
      case 2 -> 10L * (i / 2) + (chance(20) ? random.nextInt(100) - 50 : 0);
      default -> random.nextInt(500);
    };
  }

  /** Returns the mark of one of the last ten commits up to this one. */
  private int pickCommit(int newest) {
    return Math.max(2, newest - random.nextInt(10));
  }

  private void addTags() {
    int count = random.nextInt(30);
    List<Integer> tagMarks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = TAG_PREFIXES.get(random.nextInt(TAG_PREFIXES.size())) + i;
      int target = chance(3) ? 1 : 2 + random.nextInt(lastCommit - 1);
      if (!tagMarks.isEmpty() && chance(15)) {
        target = tagMarks.get(random.nextInt(tagMarks.size()));
      }
      if (chance(50)) {
        stream.append("tag ").append(name).append("\nmark :").append(++marks);
        stream.append("\nfrom :").append(target).append("\ntagger T <t> ");
        stream.append(EPOCH + random.nextInt(3)).append(" +0000\ndata 1\nt\n");
        tagMarks.add(marks);
      } else {
        // Of an annotated tag's object this makes a second name.
        reset("refs/tags/" + name, target);
      }
    }
  }

  private void addRefs() {
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      String place = PLACES.get(random.nextInt(PLACES.size()));
      // A branch holds commits only.
      int highest = place.startsWith("refs/heads/") ? lastCommit : marks;
      reset(place + "n" + i, 2 + random.nextInt(highest - 1));
    }
  }

  /** Refs are made when all ids are known: fast-import makes them of commits only. */
  private void reset(String name, int mark) {
    refs.put(name, mark);
  }

  private void run(Path directory) throws Exception {
    Path exported = directory.resolve("marks");
    git.git(
        stream.toString().getBytes(StandardCharsets.UTF_8),
        "fast-import",
        "--quiet",
        "--force",
        "--export-marks=" + exported);
    Map<Integer, Oid> ids = new TreeMap<>();
    for (String line : Files.readAllLines(exported)) {
      int space = line.indexOf(' ');
      ids.put(Integer.valueOf(line.substring(1, space)), Oid.fromHex(line.substring(space + 1)));
    }
    StringBuilder updates = new StringBuilder();
    refs.forEach((name, mark) -> updates.append("create " + name + " " + ids.get(mark) + "\n"));
    git.git(updates.toString().getBytes(StandardCharsets.UTF_8), "update-ref", "--stdin");
    commits.addAll(new TreeSet<>(ids.values()));
    keepCommits();
    if (chance(50)) {
      git.git("pack-refs", "--all");
    }
    if (chance(50)) {
      git.git("repack", "-adkq");
    }
    Path head = directory.resolve("HEAD");
    if (chance(20)) {
      Files.writeString(head, commits.get(random.nextInt(commits.size())) + "\n");
    } else {
      Files.writeString(head, "ref: refs/heads/made\n");
    }
  }

  /** The marks are those of the blob and the tags too. */
  private void keepCommits() {
    StringBuilder ids = new StringBuilder();
    commits.forEach(id -> ids.append(id).append('\n'));
    byte[] types =
        git.git(
            ids.toString().getBytes(StandardCharsets.US_ASCII),
            "cat-file",
            "--batch-check=%(objecttype) %(objectname)");
    commits.clear();
    new String(types, StandardCharsets.US_ASCII)
        .lines()
        .filter(line -> line.startsWith("commit "))
        .map(line -> Oid.fromHex(line.substring("commit ".length())))
        .forEach(commits::add);
  }
}
