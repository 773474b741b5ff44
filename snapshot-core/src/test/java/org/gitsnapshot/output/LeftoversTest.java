package org.gitsnapshot.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.gitsnapshot.testing.ChildJvm;
import org.gitsnapshot.testing.faults.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed processes leave, and what those that live are at. */
class LeftoversTest {
  @TempDir Path directory;

  @Test
  void whatAKilledProcessLeftGoesAndWhatALivingOneWritesStays() throws Exception {
    ChildJvm killed = begin("killed");
    ChildJvm living = begin("living");
    killed.kill();
    assertThat(Trees.names(directory)).hasSize(2);
    for (Path file : List.of(directory.resolve(Trees.names(directory).get(0)))) {
      // Clocks do not matter: the file may be as old or as new as it likes.
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1_000_000)));
    }
    ChildJvm next = begin("next");
    assertThat(Trees.names(directory))
        .hasSize(2)
        .allMatch(name -> name.startsWith(".living.") || name.startsWith(".next."));
    living.terminate();
    next.terminate();
    assertThat(Trees.names(directory)).isEmpty();
  }

  @Test
  void aSealedFileIsNotTakenForALeftover() throws Exception {
    ChildJvm sealed = ChildJvm.start(Begin.class, directory.resolve("sealed").toString(), "seal");
    sealed.waitForLine("writing");
    begin("next").terminate();
    assertThat(Trees.names(directory)).singleElement().asString().startsWith(".sealed.");
    sealed.terminate();
  }

  @Test
  void ownFilesAndOthersAreLeftAlone() throws IOException {
    String other = ".file.1-a.tmp";
    Files.createFile(directory.resolve(other));
    try (AtomicFile own = AtomicFile.create(directory.resolve("own"))) {
      own.write(1);
      AtomicFile.removeLeftovers(directory.resolve("../" + directory.getFileName()));
      own.seal();
      own.publish();
    }
    assertThat(Trees.names(directory)).containsExactlyInAnyOrder(other, "own");
  }

  private ChildJvm begin(String name) throws IOException {
    ChildJvm child = ChildJvm.start(Begin.class, directory.resolve(name).toString(), "write");
    child.waitForLine("writing");
    return child;
  }

  /** Begins a file and never ends. */
  static final class Begin {
    private Begin() {}

    public static void main(String[] arguments) throws Exception {
      try (AtomicFile file = AtomicFile.create(Path.of(arguments[0]))) {
        file.write(1);
        if (arguments[1].equals("seal")) {
          file.seal();
        }
        System.out.println("writing");
        Thread.sleep(600_000);
      }
    }
  }
}
