package org.gitsnapshot.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.testing.ChildJvm;
import org.gitsnapshot.testing.faults.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the directory of temporary files while processes live, and afterwards. */
class SpoolTest {
  @TempDir Path directory;

  @Test
  void whatAKilledProcessLeftGoesWithTheNextAndWhatALivingOneHasStays() throws Exception {
    ChildJvm killed = begin(".killed");
    ChildJvm living = begin(".living");
    killed.kill();
    assertThat(Trees.names(directory)).hasSize(4);
    ChildJvm next = begin(".next");
    assertThat(Trees.names(directory))
        .hasSize(4)
        .anyMatch(name -> name.endsWith(".living"))
        .noneMatch(name -> name.endsWith(".killed"));
    living.terminate();
    next.terminate();
    assertThat(directory.toFile().list()).isEmpty();
  }

  private ChildJvm begin(String suffix) throws IOException {
    ChildJvm child =
        ChildJvm.start(List.of("-Xmx64m", "-Djava.io.tmpdir=" + directory), Begin.class, suffix);
    child.waitForLine("writing");
    return child;
  }

  /** Begins a file and never ends. */
  static final class Begin {
    private Begin() {}

    public static void main(String[] arguments) throws Exception {
      Files.writeString(Spool.file(arguments[0]), "text");
      System.out.println("writing");
      Thread.sleep(600_000);
    }
  }
}
