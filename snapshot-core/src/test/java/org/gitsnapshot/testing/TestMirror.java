package org.gitsnapshot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.ScannedFile;

/** A mirror's directory with files that a test names. */
public final class TestMirror {
  private final Path directory;
  private final Map<String, MirrorFile> files = new TreeMap<>();

  /** Makes an empty mirror. */
  public TestMirror(Path directory) {
    try {
      this.directory = Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    publish();
  }

  /** Returns bytes that nothing compresses, the same for a seed. */
  public static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Adds a file that was downloaded from {@code http://upstream.example/NAME}. */
  public TestMirror add(String name, byte[] content) {
    return add(name, content, "http://upstream.example/" + name);
  }

  /** Adds a file that was downloaded from this URL, and publishes the lists. */
  public TestMirror add(String name, byte[] content, String upstream) {
    try {
      Path file = Files.write(directory.resolve(name), content);
      Origin origin = new Origin.Download(upstream, Optional.empty(), Optional.empty());
      files.put(name, MirrorFile.of(name, ScannedFile.of(file), origin));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    publish();
    return this;
  }

  /** Lists a file as another is, but with this digest: a manifest whose blocks lie. */
  public TestMirror addAs(String name, MirrorFile like, Digest sha256) {
    files.put(
        name,
        new MirrorFile(
            name,
            like.size(),
            sha256,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            like.origin(),
            like.blocks()));
    publish();
    return this;
  }

  /** Returns the directory. */
  public Path directory() {
    return directory;
  }

  /** Returns what the manifest has. */
  public MirrorManifest manifest() {
    List<MirrorFile> all = new ArrayList<>(files.values());
    return MirrorManifest.of(all);
  }

  private void publish() {
    try {
      MirrorLists.write(directory, manifest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
