package org.gitsnapshot.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;

/** The demo of {@code pins/demo.toml} and pins of other fixtures in {@code golden/}. */
public final class Demo {
  /** The project's directory. */
  public static final Path ROOT = Path.of(System.getProperty("snapshot.root"));

  /** The repository as a bundle. */
  public static final Path BUNDLE = ROOT.resolve("golden/demo.bundle");

  /** The commit of the tag v1.0. */
  public static final String COMMIT = "cff1a813e6e3b161d6c758e0a75a0e7bb613b932";

  /** What git gives for it with the prefix {@code demo-1.0/}. */
  public static final String TAR =
      "0ce64c1885a62319de5415e8169acf2e287d5250140a912ec4caa4028f0b3db4";

  /** And what gzip makes of that. */
  public static final String GZIP =
      "fd80d3184915442e0dc73a0f6bfbaec397e99b028750820100922e6ed45deb1d";

  private Demo() {}

  /** Returns the pin of the published file. */
  public static Pin published() throws IOException {
    return PinFile.read(ROOT.resolve("pins/demo.toml")).get(0);
  }

  /** Returns a pin of the demo's commit with more lines of TOML. */
  public static Pin pin(String name, String... lines) throws IOException {
    return pins(text(name, lines)).get(0);
  }

  /** Returns the TOML of a pin of the demo's commit. */
  public static String text(String name, String... lines) {
    return text(name, BUNDLE, COMMIT, lines);
  }

  /** Returns the TOML of a pin. */
  public static String text(String name, Path repository, String commit, String... lines) {
    return "[[pin]]\nname = \"%s\"\nurl = \"%s\"\ncommit = \"%s\"\n%s\n"
        .formatted(name, repository.toAbsolutePath(), commit, String.join("\n", lines));
  }

  /** Reads pins from TOML. */
  public static List<Pin> pins(String... texts) throws IOException {
    return PinFile.parse("test.toml", String.join("\n", texts));
  }
}
