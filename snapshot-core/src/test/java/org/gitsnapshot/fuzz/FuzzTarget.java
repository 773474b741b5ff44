package org.gitsnapshot.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.acquire.BundleHeaderFuzz;
import org.gitsnapshot.attributes.AttributesFuzz;
import org.gitsnapshot.bootstrap.SourcesFuzz;
import org.gitsnapshot.codec.inflate.InflateFuzz;
import org.gitsnapshot.http.HttpFuzz;
import org.gitsnapshot.manifest.ChecksumListFuzz;
import org.gitsnapshot.manifest.ManifestFuzz;
import org.gitsnapshot.odb.PackFuzz;
import org.gitsnapshot.pin.MirrorListFuzz;
import org.gitsnapshot.pin.PinFileFuzz;
import org.gitsnapshot.pretty.MailmapFuzz;
import org.gitsnapshot.pretty.PrettyFuzz;
import org.gitsnapshot.recipe.RecipeFuzz;
import org.gitsnapshot.recognize.HeadsFuzz;
import org.gitsnapshot.serve.RangesFuzz;
import org.gitsnapshot.tarread.TarReaderFuzz;
import org.gitsnapshot.tree.ObjectsFuzz;

/**
 * A class with a method {@code fuzzerTestOneInput(byte[])}, as Jazzer calls it, and its corpus: the
 * files of {@code src/test/resources/org/gitsnapshot/fuzz/NAME}.
 *
 * <p>A corpus has what leads the fuzzer into the format ({@code seed-…}) and every input that once
 * was a finding, under a name that says what it was.
 */
record FuzzTarget(Class<?> type) {
  static final List<FuzzTarget> ALL =
      Stream.of(
              PinFileFuzz.class,
              MirrorListFuzz.class,
              SourcesFuzz.class,
              ManifestFuzz.class,
              ChecksumListFuzz.class,
              RecipeFuzz.class,
              AttributesFuzz.class,
              PrettyFuzz.class,
              MailmapFuzz.class,
              ObjectsFuzz.class,
              TarReaderFuzz.class,
              BundleHeaderFuzz.class,
              HeadsFuzz.class,
              RangesFuzz.class,
              HttpFuzz.class,
              InflateFuzz.class,
              PackFuzz.class)
          .map(FuzzTarget::new)
          .toList();

  /** Returns the name, which its corpus has too. */
  String name() {
    return type.getSimpleName();
  }

  /** Returns the directory of its corpus. */
  Path corpus() {
    return Path.of(
        System.getProperty("snapshot.root"),
        "snapshot-core/src/test/resources/org/gitsnapshot/fuzz",
        name());
  }

  /** Returns the files of its corpus, in the order of their names. */
  List<Path> inputs() {
    try (Stream<Path> files = Files.list(corpus())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no corpus for " + name(), e);
    }
  }

  /** Tries one input; throws what the target throws. */
  void run(byte[] input) throws Throwable {
    try {
      type.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) input);
    } catch (InvocationTargetException finding) {
      throw finding.getCause();
    }
  }
}
