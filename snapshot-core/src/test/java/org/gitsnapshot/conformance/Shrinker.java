package org.gitsnapshot.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gitsnapshot.conformance.SampleCommit.Blob;
import org.gitsnapshot.conformance.SampleCommit.Directory;
import org.gitsnapshot.conformance.SampleCommit.Line;
import org.gitsnapshot.conformance.SampleCommit.Node;
import org.gitsnapshot.io.ByteString;

/**
 * Makes a commit that shows something small, while it still shows it: drops entries, takes away
 * runs of bytes from names and contents and lines from attribute files, and straightens what is
 * odd. What is left cannot be made smaller by any one of these steps.
 */
final class Shrinker {
  /** Tells whether a commit still shows what is looked for. */
  interface Symptom {
    boolean isShownBy(SampleCommit commit) throws IOException;
  }

  private final Symptom symptom;
  private int stepsLeft;

  /**
   * Creates one for one use.
   *
   * @param steps how many commits may be tried at most
   */
  Shrinker(Symptom symptom, int steps) {
    this.symptom = symptom;
    this.stepsLeft = steps;
  }

  /** Returns the smallest commit it finds; it shows the symptom if the given one does. */
  SampleCommit shrink(SampleCommit start) throws IOException {
    SampleCommit smallest = start;
    try {
      for (Optional<SampleCommit> next = step(start); next.isPresent(); next = step(smallest)) {
        smallest = next.get();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return smallest;
  }

  /** Returns the first simpler commit that shows the symptom. */
  private Optional<SampleCommit> step(SampleCommit commit) {
    return simpler(commit)
        .filter(simpler -> simpler.root().isSound())
        .takeWhile(simpler -> --stepsLeft >= 0)
        .filter(this::shows)
        .findFirst();
  }

  private boolean shows(SampleCommit commit) {
    try {
      return symptom.isShownBy(commit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<SampleCommit> simpler(SampleCommit commit) {
    String plain = SampleCommit.PLAIN_HEADERS;
    return Stream.of(
            directories(commit.root())
                .map(root -> new SampleCommit(root, commit.headers(), commit.prefix())),
            shorter(commit.prefix())
                .map(prefix -> new SampleCommit(commit.root(), commit.headers(), prefix)),
            commit.headers().equals(plain)
                ? Stream.<SampleCommit>empty()
                : Stream.of(new SampleCommit(commit.root(), plain, commit.prefix())))
        .flatMap(each -> each);
  }

  private static Stream<Directory> directories(Directory directory) {
    List<Line> lines = directory.lines();
    Stream<Directory> without =
        runs(lines.size()).map(run -> withLines(directory, without(lines, run)));
    Stream<Directory> simplified =
        IntStream.range(0, lines.size())
            .boxed()
            .flatMap(i -> lines(lines.get(i)).map(line -> with(directory, i, line)));
    Stream<Directory> straight =
        directory.sorted() && directory.mode().equals("40000")
            ? Stream.empty()
            : Stream.of(new Directory("40000", lines, true));
    return Stream.of(without, simplified, straight).flatMap(each -> each);
  }

  private static Stream<Line> lines(Line line) {
    Stream<Line> nodes = nodes(line).map(node -> new Line(line.name(), node));
    if (line.name().startsWith(ByteString.utf8(".git"))) {
      return nodes; // A part of such a name is another thing, or none.
    }
    return Stream.concat(nodes, names(line.name()).map(name -> new Line(name, line.node())));
  }

  private static Stream<? extends Node> nodes(Line line) {
    if (line.node() instanceof Directory directory) {
      return directories(directory);
    }
    if (line.node() instanceof Blob blob) {
      Stream<ByteString> contents =
          line.name().equals(ByteString.utf8(".gitattributes"))
              ? Stream.concat(fewerLines(blob.content()), shorter(blob.content()))
              : shorter(blob.content());
      String plain = blob.mode().startsWith("12") ? "120000" : "100644";
      Stream<Blob> straight =
          blob.mode().equals(plain) ? Stream.empty() : Stream.of(new Blob(plain, blob.content()));
      return Stream.concat(contents.map(content -> new Blob(blob.mode(), content)), straight);
    }
    return Stream.empty();
  }

  private static Stream<ByteString> names(ByteString name) {
    byte[] plain = new byte[name.length()];
    Arrays.fill(plain, (byte) 'a');
    ByteString letters = ByteString.of(plain);
    return letters.equals(name) ? shorter(name) : Stream.concat(Stream.of(letters), shorter(name));
  }

  /** Returns the bytes less each of the runs, so that the first byte stays where it can. */
  private static Stream<ByteString> shorter(ByteString bytes) {
    return runs(bytes.length())
        .map(
            run -> {
              int end = bytes.length() - run[0];
              return bytes.substring(0, end - run[1]).concat(bytes.substring(end, bytes.length()));
            });
  }

  private static Stream<ByteString> fewerLines(ByteString bytes) {
    List<ByteString> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < bytes.length(); at++) {
      if (bytes.at(at) == '\n' || at == bytes.length() - 1) {
        lines.add(bytes.substring(start, at + 1));
        start = at + 1;
      }
    }
    return runs(lines.size())
        .map(run -> without(lines, run).stream().reduce(ByteString.EMPTY, ByteString::concat));
  }

  /**
   * Returns runs, start and length, of a list of so many things: all of it, each half, each
   * quarter, and so on. Of a long list the shorter runs come from its start alone.
   */
  private static Stream<int[]> runs(int size) {
    List<int[]> runs = new ArrayList<>();
    for (int length = size; length > 0; length /= 2) {
      int most = Math.min(size, 40 * length);
      for (int start = 0; start < most; start += length) {
        runs.add(new int[] {start, Math.min(length, size - start)});
      }
    }
    return runs.stream();
  }

  private static <T> List<T> without(List<T> list, int[] run) {
    List<T> rest = new ArrayList<>(list.subList(0, run[0]));
    rest.addAll(list.subList(run[0] + run[1], list.size()));
    return rest;
  }

  private static Directory withLines(Directory directory, List<Line> lines) {
    return new Directory(directory.mode(), lines, directory.sorted());
  }

  private static Directory with(Directory directory, int index, Line line) {
    List<Line> lines = new ArrayList<>(directory.lines());
    lines.set(index, line);
    return withLines(directory, lines);
  }
}
