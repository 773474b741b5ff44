package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;

/** A commit that nobody has, asked of servers that mean no good. */
final class FailedAcquire {
  static final Oid COMMIT = Oid.fromHex("1234567890123456789012345678901234567890");

  private FailedAcquire() {}

  static AcquireOptions options(Path temp, Limit limit, long value) {
    return AcquireOptions.of(temp.resolve("cache"))
        .withTimeout(Duration.ofSeconds(20))
        .withLimits(Limits.DEFAULT.with(limit, value));
  }

  static SnapshotException of(AcquireOptions options, String... urls) {
    try (Acquirer acquirer = new Acquirer(options)) {
      acquirer.acquire(List.of(urls), COMMIT, Optional.empty()).close();
      throw new AssertionError("it gave what it does not have");
    } catch (SnapshotException e) {
      assertThat(e.fullMessage()).doesNotContain("\n").doesNotContain("\u001b");
      return e;
    } catch (IOException e) {
      throw new AssertionError("no message for people", e);
    }
  }
}
