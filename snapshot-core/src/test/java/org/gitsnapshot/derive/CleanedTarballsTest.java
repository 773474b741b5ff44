package org.gitsnapshot.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.report.CleanReport;
import org.gitsnapshot.report.DerivationReport;
import org.gitsnapshot.report.RemovedEntry;
import org.gitsnapshot.request.CleanRequest;
import org.gitsnapshot.request.DerivationRequest;
import org.gitsnapshot.testing.TarBytes;
import org.gitsnapshot.testing.TarEntries;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tarballs of other programs: what is left of them, and what GNU tar makes of that. */
@Tag("one-jvm")
class CleanedTarballsTest {
  /** Python's tarfile divides a tar into entries; the bytes of those of these names are cut out. */
  private static final String CUT =
      """
      import re, sys, tarfile
      whole = open('a.tar', 'rb').read()
      with tarfile.open('a.tar') as tar:
          members = tar.getmembers()
          ends = [m.offset for m in members[1:]] + [tar.offset]
      begins = [0] + ends[:-1]
      last = whole[ends[-1]:]
      left = [whole[begin:end] for m, begin, end in zip(members, begins, ends)
              if not re.search(r'\\.info$|^app/configure$|/doc(/|$)|bbb$', m.name)]
      sys.stdout.buffer.write(b''.join(left) + last)
      """;

  private static final String WRITE =
      """
      import sys, tarfile
      with tarfile.open('a.tar', 'w', format=getattr(tarfile, sys.argv[1])) as tar:
          tar.add('app')
      """;

  /** All that can be seen of a tree but the times of directories. */
  private static final String LOOK =
      "{ find . -printf '%P %y %m %n %l' '(' -type f -printf ' %s %T@\\n' -o -printf '\\n' ')';"
          + " find . -type f -exec sha256sum {} +; } | sort";

  private static final List<String> PATTERNS =
      List.of("*.info", "/configure", "doc/", "*bbb", "!keep.info");

  private static final CleanFile CLEAN =
      new CleanFile(new Pipeline(Limits.DEFAULT, 1, 1), Limits.DEFAULT, Progress.NONE);

  @TempDir private Path directory;
  private Tool tool = new Tool(Path.of("."));

  @BeforeEach
  void writes() throws IOException {
    tool = new Tool(directory);
    shell(
        "mkdir -p app/src/empty app/doc/html app/zz && cd app"
            + " && for f in configure src/main.c src/a.info doc/x doc/keep.info doc/html/y zz/last; do"
            + "   seq 1 300 >$f; printf $f >>$f; done"
            + " && echo k >src/keep.x && chmod 755 configure && chmod 600 src/main.c"
            + " && ln src/main.c src/other.c && ln src/a.info zz/b.info"
            + " && ln -s main.c src/link && ln -s ../doc zz/to-doc"
            + " && cd .. && find app -exec touch -h -d '2020-02-02 02:02:02.5' {} +");
  }

  private void shell(String script) {
    byte[] unused = tool.run(null, "sh", "-ec", script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar --format=v7 -cf a.tar app",
        "tar --format=ustar -b1 -cf a.tar app",
        "LONG; tar --format=oldgnu -cf a.tar app",
        "LONG; SPARSE; tar --format=gnu -Scf a.tar app",
        "LONG; SPARSE; tar --format=pax -Scf a.tar app",
        "LONG; SPARSE; tar --format=pax --sparse-version=0.0 -Scf a.tar app",
        "LONG; SPARSE; tar --format=pax --sparse-version=0.1 -Scf a.tar app",
        "tar --format=pax --pax-option='globexthdr.name=g,comment=hello' -cf a.tar app",
        "LONG; bsdtar --format=pax -cf a.tar app",
        "bsdtar --format=ustar -cf a.tar app",
        "LONG; bsdtar --format=gnutar -cf a.tar app",
        "LONG; python3 write.py PAX_FORMAT",
        "LONG; python3 write.py GNU_FORMAT",
        "python3 write.py USTAR_FORMAT"
      })
  void onlyEntriesGoAndTheRestIsAsItWas(String made) throws IOException {
    Files.writeString(directory.resolve("write.py"), WRITE);
    String deep = "app/src/" + "d".repeat(120) + "/" + "e".repeat(120);
    shell(
        "umask 022; LONG() { mkdir -p %s; echo deep >%s/kept; echo x >%s/bbb;"
                .formatted(deep, deep, deep)
            + " ln -s $(printf %0150d 1) app/src/long-link; ln -s $(printf %0150d 1) app/lbbb; };"
            + " SPARSE() { truncate -s 1M app/sparse app/sbbb;"
            + "   for f in app/sparse app/sbbb; do for i in 1 5 9 13 17 21; do"
            + "     printf hole$i | dd of=$f bs=8192 seek=$i conv=notrunc; done; truncate -s 2M $f; done; };"
            + made);
    if (!made.contains("LONG")) {
      shell("touch app/bbb; " + made);
    }
    byte[] whole = Files.readAllBytes(directory.resolve("a.tar"));

    CleanReport report = clean("a.tar", "left.tar", PATTERNS);
    byte[] left = Files.readAllBytes(directory.resolve("left.tar"));
    TarBytes.assertSame(made, left, tool.run(null, "python3", "-c", CUT));
    assertThat(report.removed()).hasSizeBetween(9, 11);
    assertThat(report.warnings())
        .contains("app/zz/to-doc is a symbolic link to ../doc, which is removed")
        .anyMatch(text -> text.startsWith("the pattern !keep.info keeps nothing"));

    shell("mkdir whole left && tar -xpf a.tar -C whole && tar -xpf left.tar -C left");
    shell(
        "cd whole/app && rm -rf configure doc && find . '(' -name '*.info' -o -name '*bbb' ')'"
            + " -delete");
    assertThat(look("left")).isEqualTo(look("whole")).contains("src/keep.x f 644 1");

    for (Optional<Path> manifest : List.of(Optional.of(at("left.manifest.json")), none())) {
      DerivationReport proof = prove("left.tar", List.of(), manifest);
      assertThat(proof.refusal()).isEmpty();
      assertThat(proof.removed())
          .extracting(RemovedEntry::withoutRule)
          .isEqualTo(report.removed().stream().map(RemovedEntry::withoutRule).toList());
    }
    assertThat(prove("left.tar", PATTERNS, none()).proved()).isTrue();
    byte[] flipped = left.clone();
    flipped[left.length / 2] ^= 1;
    Files.write(at("left.tar"), flipped);
    assertThat(prove("left.tar", PATTERNS, none()).proved()).isFalse();
    assertThat(at("a.tar")).hasBinaryContent(whole);
  }

  /** To bsdtar and Python it is what the pattern should have removed. */
  @Test
  void whatStaysAndIsReadDifferentlyIsWarnedOf() throws IOException {
    byte[] tar =
        TarEntries.tar(
            TarEntries.entry("app/doc", '0', "", ""),
            TarEntries.longName('L', "app/doc"),
            TarEntries.pax("path", "app/a"),
            TarEntries.entry("app/a", '0', "", "a"));
    Files.write(at("a.tar"), tar);
    assertThat(clean("a.tar", "left.tar", List.of("doc")).warnings())
        .containsExactly(
            "app/a stays, and programs read its entry differently: look at what each of them"
                + " unpacks, or remove it too");
    assertThat(clean("a.tar", "left.tar", List.of("doc", "a")).warnings()).isEmpty();
  }

  private static Optional<Path> none() {
    return Optional.empty();
  }

  private String look(String tree) {
    return new Tool(directory.resolve(tree)).text("sh", "-c", LOOK);
  }

  private Path at(String name) {
    return directory.resolve(name);
  }

  private CleanReport clean(String from, String to, List<String> patterns) throws IOException {
    return CLEAN.run(
        new CleanRequest(
            at(from),
            from,
            Optional.empty(),
            removals(patterns),
            Map.of(Format.TAR, Optional.<Compressor>empty()),
            Map.of(Format.TAR, at(to)),
            Map.of(),
            Optional.of(at(to.replace(".tar", ".manifest.json")))));
  }

  private DerivationReport prove(String derived, List<String> patterns, Optional<Path> manifest)
      throws IOException {
    return new ProveDerivation(Limits.DEFAULT, Progress.NONE)
        .run(
            new DerivationRequest(
                at("a.tar"), at(derived), removals(patterns), Optional.empty(), manifest));
  }

  private static List<Removal> removals(List<String> patterns) throws IOException {
    List<Removal> removals = new ArrayList<>();
    for (String pattern : patterns) {
      removals.add(Removal.ofPattern(ByteString.utf8(pattern), null).orElseThrow());
    }
    return removals;
  }

  /** What a forger may do to a cleaned tar, and the words that name it. */
  private static final Map<String, String> FORGERIES =
      Map.ofEntries(
          Map.entry("byte", "app/configure: the content is not the original's"),
          Map.entry("mode", "app/src/main.c: its mode is 0755, and in the original 0600"),
          Map.entry("owner", "app/src/main.c: its uid is 4242, and in the original"),
          Map.entry("add", "app/added: it is not in the original: it was added"),
          Map.entry("end", "app/added: it is not in the original: it was added"),
          Map.entry("order", "app/src/main.c: it must stay and is not there: app/"),
          Map.entry("missing", "app/src/main.c: it must stay and is not there: app/"),
          Map.entry("twice", "app/src/main.c: the original has it at byte"),
          Map.entry(
              "target", "app/src/link: its link is \"evil.c\", and in the original \"main.c\""),
          Map.entry("cut", "the tar ends here"));

  /** Makes {@code forged-HOW.tar} of {@code left.tar} for each argument. */
  private static final String FORGE =
      """
      import copy, sys, tarfile
      tarfile.RECORDSIZE = 512
      src = tarfile.open('left.tar')
      def forge(how, file):
          members = src.getmembers()[:]
          out = tarfile.open(file, 'w', format=tarfile.GNU_FORMAT)
          def put(m): out.addfile(m, src.extractfile(m) if m.isreg() else None)
          def extra(): m = tarfile.TarInfo('app/added'); m.mtime = 1; out.addfile(m)
          main = [m for m in members if m.name == 'app/src/main.c'][0]
          if how == 'order': members.remove(main); members.append(main)
          for m in members:
              changed = copy.copy(m)
              if m is main:
                  if how == 'missing': continue
                  if how == 'mode': changed.mode = 0o755
                  if how == 'owner': changed.uid = 4242
                  if how == 'add': extra()
                  if how == 'twice': put(m)
              if m.name == 'app/src/link' and how == 'target': changed.linkname = 'evil.c'
              put(changed)
          if how == 'end': extra()
          out.close()
          whole = bytearray(open(file, 'rb').read())
          if how == 'byte': whole[whole.index(b'1\\n2\\n3\\n') + 4] ^= 1
          open(file, 'wb').write(whole[:len(whole) // 3 // 512 * 512] if how == 'cut' else whole)
      for how in sys.argv[1:]: forge(how, 'forged-' + how + '.tar')
      """;

  @Test
  void forgeriesAreRefusedByName() throws IOException {
    Files.writeString(at("forge.py"), FORGE);
    shell(
        "rm app/src/other.c && python3 -c \"import tarfile\ntarfile.RECORDSIZE = 512\ntar = tarfile.open('a.tar', 'w',"
            + " format=tarfile.GNU_FORMAT)\ntar.add('app')\ntar.close()\"");
    List<String> patterns = List.of("*.info", "/doc/*");
    CleanReport unused = clean("a.tar", "left.tar", patterns);
    shell("python3 forge.py none " + String.join(" ", FORGERIES.keySet()));
    // What Python writes again is the same until something is done to it.
    assertThat(prove("forged-none.tar", patterns, none()).refusal()).isEmpty();

    for (Map.Entry<String, String> forgery : FORGERIES.entrySet()) {
      String how = forgery.getKey();
      String file = "forged-" + how + ".tar";
      DerivationReport report = prove(file, patterns, none());
      assertThat(report.refusal()).as(how).isPresent();
      DerivationReport.Refusal refusal = report.refusal().get();
      assertThat(refusal.entry().map(path -> path + ": ").orElse("") + refusal.what())
          .as(how)
          .contains(forgery.getValue());
      assertThat(refusal.offset()).as(how).isBetween(0L, Files.size(at(file)));
      // Where nobody says what is missing, one more that is missing is no forgery.
      boolean onlyMissing = how.equals("missing");
      assertThat(prove(file, List.of(), none()).proved()).as(how).isEqualTo(onlyMissing);
    }
  }

  /** GNU tar writes no global header again, so that what names git's commit is gone. */
  @Test
  void aGlobalHeaderThatIsGoneIsRefusedAsThat() throws IOException {
    shell(
        "git init -q r && cp -r app r && cd r && git add -A && git -c user.name=a -c user.email=a"
            + " commit -qm 1 && git archive HEAD >../a.tar && cp ../a.tar ../d.tar"
            + " && tar --delete -f ../d.tar app/doc");
    DerivationReport report = prove("d.tar", List.of(), none());
    assertThat(report.refusal()).isPresent();
    assertThat(report.refusal().get().what())
        .isEqualTo("what stands there is not the original's global header, which must stay");
  }

  @Test
  void whatIsListedMustBeThatFile() throws IOException {
    shell("tar -cf a.tar app");
    String sum = tool.text("sha256sum", "app/configure").substring(0, 64);
    assertThat(listed("configure", sum).removed())
        .extracting(entry -> entry.path().toString())
        .containsExactly("app/configure");
    CleanReport other = listed("configure", "0".repeat(64));
    assertThat(other.faults())
        .containsExactly(
            "configure is not the listed file: expected sha256:"
                + "0".repeat(64)
                + ", got sha256:"
                + sum);
    assertThat(other.files()).isEmpty();
    assertThat(listed("src", sum).faults())
        .containsExactly("src is a directory, which has no digest: use a pattern");
    assertThat(new String(tool.run(null, "ls"), StandardCharsets.UTF_8))
        .isEqualTo("a.tar\napp\nconfigure.tar\n");
  }

  private CleanReport listed(String path, String sha256) throws IOException {
    return CLEAN.run(
        new CleanRequest(
            at("a.tar"),
            "a.tar",
            Optional.empty(),
            List.of(
                Removal.ofFile(
                    ByteString.utf8(path), new Digest(DigestAlgorithm.SHA256, sha256), null)),
            Map.of(Format.TAR, Optional.<Compressor>empty()),
            Map.of(Format.TAR, at(path + ".tar")),
            Map.of(),
            Optional.empty()));
  }
}
