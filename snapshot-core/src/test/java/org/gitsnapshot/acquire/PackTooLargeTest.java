package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TransportException;
import org.junit.jupiter.api.Test;

final class PackTooLargeTest {
  @Test
  void recognizesAnObjectThatJGitDoesNotTake() {
    IOException failure =
        new TransportException("x", new TooLargeObjectInPackException(1L << 31, 1L << 30));
    assertThat(PackTooLarge.explain("URL", failure).orElseThrow())
        .hasMessage("URL has an object of 2 GiB or more, which JGit cannot take from a pack stream")
        .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("clone it with git"));
  }

  @Test
  void recognizesALackOfMemory() {
    IOException failure = new IOException(new OutOfMemoryError("Java heap space"));
    assertThat(PackTooLarge.explain("URL", failure).orElseThrow())
        .hasMessageContaining("URL has objects that need more memory than the ")
        .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("-Xmx"));
  }

  @Test
  void aLackOfThreadsIsNoLackOfMemory() {
    OutOfMemoryError threads = new OutOfMemoryError("unable to create native thread");
    assertThatThrownBy(() -> PackTooLarge.outOfMemory("URL", threads)).isSameAs(threads);
    assertThatThrownBy(() -> PackTooLarge.explain("URL", new IOException(threads)))
        .isSameAs(threads);
  }

  @Test
  void leavesOtherFailuresAlone() {
    assertThat(PackTooLarge.explain("URL", new IOException("x"))).isEmpty();
  }
}
