package org.gitsnapshot.tarread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.testing.TarEntries.entry;
import static org.gitsnapshot.testing.TarEntries.longName;
import static org.gitsnapshot.testing.TarEntries.records;
import static org.gitsnapshot.testing.TarEntries.tar;
import static org.gitsnapshot.testing.TarEntries.with;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GNU tar, bsdtar and Python's tarfile unpack differently, and what they never do. */
@Tag("one-jvm")
class DisputesTest {
  private static final String GNU = "ustar  \0";
  private static final byte[] A = entry("t/a", '0', "", "AAAA");
  private static final byte[] LINK = entry("t/l", '2', "a", "");
  private static final byte[] HARD = entry("t/h", '1', "t/a", "");
  private static final String[] SPARSE_0 = {
    "GNU.sparse.size=8", "GNU.sparse.numblocks=1", "GNU.sparse.offset=4", "GNU.sparse.numbytes=4"
  };

  /** Each tar is unpacked in a directory of its name, whatever a program thinks of it. */
  private static final String UNPACK =
      """
      import glob, os, subprocess, tarfile
      trust = {'filter': 'fully_trusted'} if hasattr(tarfile, 'fully_trusted_filter') else {}
      quiet = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
      def walk(top):
          for directory, directories, files in os.walk(os.fsencode(top)):
              for name in directories + files:
                  path = os.path.join(directory, name)
                  what = 'directory ' + str(bool(os.path.isdir(path) and os.listdir(path)))
                  if os.path.islink(path):
                      what = os.readlink(path)
                  elif os.path.isfile(path):
                      what = (open(path, 'rb').read(), os.lstat(path).st_mode & 0o100)
                  yield os.path.relpath(path, os.fsencode(top)), what
      for tar in sorted(glob.glob('*.tar')):
          trees = []
          for program in ['tar', 'bsdtar', 'python']:
              top = tar + '.' + program
              os.mkdir(top)
              if program == 'python':
                  try:
                      with tarfile.open(tar, 'r:') as archive:
                          archive.extractall(top, **trust)
                  except Exception:
                      pass
              else:
                  subprocess.run([program, '-xpf', tar, '-C', top, '--no-same-owner'], **quiet)
              trees.append(sorted(walk(top), key=repr))
          print(tar[:-4] + '=' + ('same' if trees[0] == trees[1] == trees[2] else 'different'))
      """;

  @TempDir Path directory;

  private static Map<String, byte[]> disputed() {
    Map<String, byte[]> tars = new LinkedHashMap<>();
    tars.put("long name and record", tar(longName('L', "t/z"), records('x', "path=t/a"), A));
    tars.put("two long names", tar(longName('L', "t/z"), longName('L', "t/a"), A));
    tars.put("two headers of pax", tar(records('x', "path=t/z"), records('x', "path=t/a"), A));
    tars.put("name in one of two", tar(records('x', "path=t/z"), records('x', "comment=c"), A));
    tars.put("Solaris and pax", tar(records('X', "path=t/z"), records('x', "path=t/a"), A));
    tars.put("global name", tar(records('g', "path=t/z"), A));
    tars.put("global name, long name", tar(records('g', "path=t/z"), longName('L', "t/a"), A));
    tars.put("global target", tar(records('g', "linkpath=b"), LINK));
    tars.put("global size", tar(records('g', "size=2"), A));
    tars.put("global map", tar(records('g', SPARSE_0), A));
    tars.put("no name", tar(records('x', "path="), A));
    tars.put("no long name", tar(longName('L', ""), A));
    tars.put("no target", tar(records('x', "linkpath="), LINK));
    tars.put("no size", tar(records('x', "size="), A));
    tars.put("long target and record", tar(longName('K', "b"), records('x', "linkpath=a"), LINK));
    tars.put(
        "long target of a hard link",
        tar(
            A,
            entry("t/b", '0', "", "B"),
            longName('K', "t/b"),
            records('x', "linkpath=t/a"),
            HARD));
    tars.put("name of a map", tar(records('x', "GNU.sparse.name=t/z", "path=t/a"), A));
    tars.put("size of a link", tar(records('x', "size=512"), LINK, A));
    tars.put("size of a hard link", tar(A, records('x', "size=512"), HARD, A));
    tars.put(
        "hard link's own size",
        tar(A, records('x', "comment=c"), with(HARD, 124, "00000001000"), A));
    tars.put("real size", tar(records('x', "SCHILY.realsize=2"), A));
    tars.put("holes of Solaris", tar(records('x', "SUN.holesdata= 2 8"), A));
    tars.put("size without map", tar(records('x', "GNU.sparse.size=8"), A));
    tars.put("map without count", tar(records('x', "GNU.sparse.size=8", "GNU.sparse.map=4,4"), A));
    String[] twice = {SPARSE_0[0], SPARSE_0[1], "GNU.sparse.map=0,4", SPARSE_0[2], SPARSE_0[3]};
    tars.put("map twice", tar(records('x', twice), A));
    String hidden = "comment=\n1 GNU.sparse.offset=0\n1 GNU.sparse.numbytes=4\n";
    tars.put(
        "map in a comment",
        tar(records('x', SPARSE_0[0], SPARSE_0[1], hidden, SPARSE_0[2], SPARSE_0[3]), A));
    tars.put("sparse in ustar", tar(sparse("ustar\00000")));
    tars.put("list of access", tar(records('x', "SCHILY.acl.access=user::rwx,group::r--"), A));
    tars.put("type A", tar(entry("t/a", 'A', "", "AAAA")));
    tars.put("type D", tar(with(entry("t/d/", 'D', "", "evil"), 257, GNU)));
    tars.put("label in the tar", tar(A, entry("t/label", 'V', "", "")));
    tars.put("slash of a file", tar(entry("t/e/", '0', "", "")));
    tars.put("slash of a long name", tar(longName('L', "t/e/"), entry("t/e", '\0', "", "")));
    tars.put("slash of another type", tar(entry("t/e/", 'Z', "", "")));
    tars.put("prefix in GNU's header", tar(with(with(A, 257, GNU), 345, "z")));
    tars.put("prefix in an old header", tar(with(with(A, 257, "\0".repeat(8)), 345, "z")));
    tars.put("prefix with another magic", tar(with(with(A, 257, "ustar 00"), 345, "z")));
    tars.put("malformed mode", tar(with(A, 100, "zz\0\0\0\0\0"), A));
    tars.put("malformed owner", tar(A, with(entry("t/b", '0', "", ""), 108, "z")));
    tars.put("malformed owner of a header", tar(A, with(records('x', "path=t/b"), 108, "z"), A));
    tars.put("binary that is none", tar(A, with(entry("t/b", '0', "", ""), 108, "\u0081")));
    tars.put("length too small", tar(entry("pax", 'x', "", "13 path=t/zzz\n"), A));
    tars.put("record without a key", tar(A, records('x', "=c", "path=t/b"), A));
    return tars;
  }

  private static Map<String, byte[]> agreed() {
    Map<String, byte[]> tars = new LinkedHashMap<>();
    tars.put("plain", tar(A, LINK, HARD));
    tars.put("one record", tar(records('x', "path=t/z", "mtime=1.5", "comment=c"), A));
    tars.put("one long name", tar(longName('L', "t/z"), A));
    tars.put("both the same", tar(longName('L', "t/z"), records('x', "path=t/z"), A));
    tars.put("both targets the same", tar(longName('K', "b"), records('x', "linkpath=b"), LINK));
    tars.put("long name and target", tar(longName('K', "b"), longName('L', "t/z"), LINK));
    tars.put("long name and time", tar(longName('L', "t/z"), records('x', "mtime=1.5"), A));
    tars.put("the same record twice", tar(records('x', "path=t/z", "path=t/y"), A));
    tars.put("global comment", tar(records('g', "comment=c"), A, LINK));
    tars.put("global name overruled", tar(records('g', "path=t/y"), records('x', "path=t/z"), A));
    tars.put("global size of all", tar(records('g', "size=4"), A));
    tars.put("global target of no link", tar(records('g', "linkpath=b"), A));
    tars.put("size", tar(records('x', "size=4"), with(A, 124, "00000000000")));
    tars.put("map", tar(records('x', SPARSE_0), A));
    tars.put("sparse", tar(sparse(GNU)));
    tars.put("list of access", tar(records('x', "SCHILY.acl.access=user::rw-,group::r--"), A));
    tars.put("unknown type", tar(entry("t/a", 'Z', "", "AAAA")));
    tars.put("old directory", tar(entry("t/d/", '\0', "", ""), A));
    tars.put("size of a symbolic link's header", tar(with(LINK, 124, "00000001000"), A));
    tars.put("prefix", tar(with(entry("a", '0', "", "AAAA"), 345, "t")));
    return tars;
  }

  private static byte[] sparse(String magic) {
    byte[] sparse = with(entry("t/a", 'S', "", "AAAA"), 257, magic);
    return with(with(sparse, 386, "00000000004\00000000000004\0"), 483, "00000000010\0");
  }

  @Test
  void whatTheProgramsUnpackDifferentlyIsInDispute() throws IOException {
    for (Map.Entry<String, byte[]> each : disputed().entrySet()) {
      Files.write(directory.resolve(each.getKey() + ".tar"), each.getValue());
      assertThat(disputed(directory.resolve(each.getKey() + ".tar")))
          .as(each.getKey())
          .isNotEmpty();
    }
    // What another version reads as the others do is in dispute all the same.
    assertThat(unpack().values().stream().filter("different"::equals).count()).isGreaterThan(30);
  }

  @Test
  void whatTheyUnpackAlikeIsNot() throws IOException {
    for (Map.Entry<String, byte[]> each : agreed().entrySet()) {
      Path tar = Files.write(directory.resolve(each.getKey() + ".tar"), each.getValue());
      assertThat(disputed(tar)).as(each.getKey()).isEmpty();
    }
    assertThat(unpack()).hasSameSizeAs(agreed()).doesNotContainValue("different");
  }

  /** All that these programs do with names, links and holes, in each of their formats. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "for f in v7 oldgnu gnu ustar pax; do"
            + " tar --format=$f -cf $f.tar t; tar --format=$f -Scf $f-sparse.tar t;"
            + " tar --format=$f -V 'a label' -cf $f-label.tar t;"
            + " tar --format=$f -g $f.list -cf $f-dump.tar t; done;"
            + " for v in 0.0 0.1 1.0; do"
            + " tar --format=pax --sparse-version=$v -Scf sparse-$v.tar t; done",
        "for f in v7 ustar gnutar pax; do bsdtar --format=$f -cf $f.tar t;"
            + " bsdtar --format=$f --read-sparse -cf $f-sparse.tar t; done",
        """
        python3 -c '
        import tarfile
        for f in [0, 1, 2]:
          with tarfile.open(str(f) + ".tar", "w", format=f) as t:
            try: t.add("t")
            except ValueError: pass'
        """,
        "git init -q && git add . && git -c user.name=a -c user.email=a commit -qm a;"
            + " git archive --prefix=p/ HEAD >git.tar",
      })
  void whatTheProgramsWriteIsNeverInDispute(String script) throws IOException {
    Files.writeString(
        directory.resolve("make"),
        "n() { printf \"%0$1d\" 0; }\n"
            + "mkdir -p t/$(n 90)/$(n 91)/$(n 92) t/empty t/$(n 150)\n"
            + "for i in 1 90 96 97 98 99 100 101 150 200 250; do echo $i >t/f$(n $i)\n"
            + "  ln -s $(n $i) t/s$i; ln t/f$(n $i) t/h$i; echo $i >t/$(n 90)/$(n $i); done\n"
            + "echo deep >t/$(n 90)/$(n 91)/$(n 92)/$(n 93); chmod 755 t/f$(n 1)\n"
            + "for f in t/hole t/hole$(n 150); do truncate -s 1M $f; echo x >>$f; done\n"
            + script);
    byte[] unused = new Tool(directory).run(null, "sh", "-c", "sh make 2>/dev/null || true");
    List<Path> tars = list("*.tar");
    assertThat(tars).isNotEmpty();
    for (Path tar : tars) {
      assertThat(disputed(tar)).as("%s", tar).isEmpty();
    }
  }

  private List<Path> list(String glob) throws IOException {
    List<Path> list = new ArrayList<>();
    try (var stream = Files.newDirectoryStream(directory, glob)) {
      stream.forEach(list::add);
    }
    return list;
  }

  private Map<String, String> unpack() throws IOException {
    Files.writeString(directory.resolve("unpack.py"), UNPACK);
    byte[] lines = new Tool(directory).run(null, "python3", "unpack.py");
    Map<String, String> trees = new LinkedHashMap<>();
    try (Stream<String> each = new String(lines, StandardCharsets.UTF_8).lines()) {
      each.map(line -> line.split("=", 2)).forEach(pair -> trees.put(pair[0], pair[1]));
    }
    return trees;
  }

  /** Returns the entries in dispute before the tar is found to be damaged, if it is. */
  private static List<String> disputed(Path tar) throws IOException {
    List<String> disputed = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
      TarReader reader = new TarReader(in);
      for (TarMember member = reader.next(); member != null; member = reader.next()) {
        if (member.isDisputed()) {
          disputed.add(member.path().display());
        }
      }
    } catch (SnapshotException damaged) {
      disputed.add(damaged.getMessage());
    }
    return disputed;
  }
}
