package org.gitsnapshot.tarread;

import static org.assertj.core.api.Assertions.assertThat;

import org.gitsnapshot.io.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths in a row; those with a slash at their end are directories. */
class TarPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "p/ p/a p/b/ p/b/c, p/, p/",
    "p/a p/b/c, p/, p/",
    "p/b/c p/b/d, p/, p/",
    "x/p/ x/p/a x/p/b/c, x/p/, x/",
    "x/ x/p/ x/p/a, x/, x/",
    "x/p/ x/p/a x/q, x/, x/",
    "/p/ /p/a, /p/, /p/",
    "/tmp/p/ /tmp/p/a, /tmp/p/, /tmp/",
    "/tmp/p/a /tmp/p/b, /tmp/, /tmp/",
    "//p//a //p//b, //p/, //p/",
    "/p/a /q/a, '', ''",
    "/p/a p/a, '', ''",
    "p/a pa/b, '', ''",
    "p/ p/a p, '', ''",
    "a p/, '', ''",
    "a, '', ''",
    "p/, p/, p/",
    "/, '', ''",
    "'', '', ''",
  })
  void whatEverythingIsInIsThePrefix(String paths, String prefix, String firstPart) {
    TarPrefix found = new TarPrefix();
    for (String path : paths.split(" ", -1)) {
      found.add(ByteString.utf8(path), path.endsWith("/"));
    }
    assertThat(found.get()).hasToString(prefix);
    assertThat(found.firstPart()).hasToString(firstPart);
  }
}
