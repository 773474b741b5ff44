package org.gitsnapshot.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.acquire.ResolvedRef;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.output.Spool;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.report.ComparedSide;
import org.gitsnapshot.request.CompareSide;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.tarread.TarEnd;
import org.gitsnapshot.tarread.TarReader;

/** Reads a side once, whatever it is. */
final class SideLoader {
  private static final int BLOCK = 512;

  private final Acquirer acquirer;
  private final Pipeline pipeline;
  private final Progress progress;

  /** For each side's names and headers; pairing them takes about half as much as one side. */
  private final long memory = Runtime.getRuntime().maxMemory() * 3 / 10;

  private final Map<ByteString, ByteString> shapes = new HashMap<>();

  SideLoader(Acquirer acquirer, Pipeline pipeline, Progress progress) {
    this.acquirer = acquirer;
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /** Reads a side that is not a commit. */
  LoadedSide load(CompareSide side) throws IOException {
    progress.stage(side.name(), "reading");
    if (side instanceof CompareSide.OnDisk disk) {
      if (Files.isDirectory(disk.path())) {
        return directory(side.name(), disk.path());
      }
      if (!Files.exists(disk.path())) {
        throw new UnavailableException(disk.path() + ": there is no such file", null);
      }
      if (Files.isRegularFile(disk.path())) {
        return file(side.name(), disk.path(), Optional.empty(), false);
      }
      // A pipe, which gives its bytes once.
      try (InputStream in = Files.newInputStream(disk.path())) {
        return spooled(side.name(), in);
      }
    }
    if (side instanceof CompareSide.Stream stream) {
      return spooled(side.name(), stream.stream());
    }
    throw new IllegalArgumentException("a commit is loaded with its other side known");
  }

  private LoadedSide spooled(String name, InputStream in) throws IOException {
    Path spooled = Spool.file(".spool");
    try {
      try (OutputStream out = Spool.open(spooled)) {
        long unused = in.transferTo(out);
      }
      return file(name, spooled, Optional.empty(), true);
    } catch (IOException | RuntimeException e) {
      boolean unused = Files.deleteIfExists(spooled);
      throw e;
    }
  }

  /** Makes a commit's raw tar and reads it; the other side gives the prefix where none is asked. */
  LoadedSide load(CompareSide.Commit commit, Optional<LoadedSide> other) throws IOException {
    progress.stage(commit.name(), "looking for " + commit.revision());
    ResolvedRef resolved = acquirer.resolve(commit.urls(), commit.revision());
    RecipeRequest request = commit.recipe();
    if (request.prefix().isEmpty() && request.like().isEmpty()) {
      Optional<ByteString> top = other.flatMap(LoadedSide::inventory).map(Inventory::top);
      request = request.withPrefix(top);
    }
    TarRecipe recipe =
        request.tar(commit.urls().get(0), Optional.of(commit.revision()), resolved.commit());
    Path tar = Spool.file(".tar");
    try {
      Optional<String> ref = Optional.of(commit.revision());
      Built unused =
          acquirer.use(
              commit.urls(),
              resolved.commit(),
              ref,
              store ->
                  build(
                      commit.name(),
                      new Subject(
                          store,
                          resolved.commit(),
                          () -> acquirer.history(commit.urls(), resolved.commit())),
                      recipe,
                      tar));
      return file(commit.name(), tar, Optional.of(recipe.prefix()), true);
    } catch (IOException | RuntimeException e) {
      boolean unused = Files.deleteIfExists(tar);
      throw e;
    }
  }

  /** Writes the tar from its start. */
  private Built build(String name, Subject subject, TarRecipe recipe, Path tar) throws IOException {
    try (OutputStream out = Spool.open(tar)) {
      progress.stage(name, "building");
      Target raw = new Target(Format.TAR, Optional.empty(), out);
      return pipeline.run(subject, recipe, List.of(raw), bytes -> progress.bytes(name, bytes));
    }
  }

  private LoadedSide directory(String name, Path path) throws IOException {
    DirectoryInventory read = DirectoryInventory.read(path);
    return new LoadedSide(
        name,
        ComparedSide.Kind.DIRECTORY,
        null,
        false,
        false,
        Optional.of(read.inventory()),
        read.files(),
        read.gitLeftOut() ? Optional.of(".git in " + name + " was left out") : Optional.empty());
  }

  /** Reads a file; with a prefix it is the tar that stands for a commit. */
  private LoadedSide file(String name, Path path, Optional<ByteString> prefix, boolean temporary)
      throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(BLOCK);
    }
    boolean compressed = CompressedFormat.of(head) != CompressedFormat.NONE;
    try {
      Optional<Inventory> inventory =
          inventory(name, path).map(items -> prefix.map(items::withPrefix).orElse(items));
      ComparedSide.Kind archive =
          prefix.isPresent() ? ComparedSide.Kind.COMMIT : ComparedSide.Kind.ARCHIVE;
      return new LoadedSide(
          name,
          inventory.isPresent() ? archive : ComparedSide.Kind.FILE,
          path,
          compressed,
          temporary,
          inventory,
          Map.of(),
          inventory.flatMap(SideLoader::emptiness).map(what -> name + " " + what));
    } catch (SnapshotException e) {
      throw e.in(name);
    }
  }

  /** Returns what to say of an archive without entries: it may be what a download left. */
  private static Optional<String> emptiness(Inventory inventory) {
    return Optional.ofNullable(inventory.end()).flatMap(TarEnd::emptiness);
  }

  /** Returns the entries, or nothing if the file is no archive. */
  private Optional<Inventory> inventory(String name, Path path) throws IOException {
    byte[] head;
    try (InputStream in = Decompression.open(Files.newInputStream(path))) {
      head = in.readNBytes(BLOCK);
    }
    if (!TarReader.begins(head)) {
      return Optional.empty();
    }
    try (InputStream in = Decompression.open(Files.newInputStream(path))) {
      TarInventory reader = new TarInventory(shapes, memory);
      return Optional.of(reader.read(in, bytes -> progress.bytes(name, bytes)));
    }
  }
}
