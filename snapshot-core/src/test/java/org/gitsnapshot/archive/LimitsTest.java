package org.gitsnapshot.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void areChangedByName() throws InvalidInputException {
    Limits limits = Limits.parse(List.of("tree-depth=9", "tar-bytes=100G", "tree-depth=10"));
    assertThat(limits.treeDepth()).isEqualTo(10);
    assertThat(limits.of(Limit.TAR_BYTES)).isEqualTo(100L << 30);
    assertThat(limits.of(Limit.ENTRIES)).isEqualTo(Limit.ENTRIES.usual());
    for (Limit limit : Limit.values()) {
      String most = limit.title() + "=" + limit.greatest();
      assertThat(Limits.parse(List.of(most)).of(limit)).isEqualTo(limit.greatest());
    }
  }

  @Test
  void mustHaveANameAndAValueThatThereIs() {
    assertThatThrownBy(() -> Limits.parse(List.of("tree-deph=1")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.hint()).contains("did you mean \"tree-depth\"?"))
        .hasMessage("there is no limit tree-deph");
    for (String bad :
        List.of("tree-depth", "tree-depth=", "tree-depth=-1", "tree-depth=1x", "=1", "x y=1")) {
      assertThatThrownBy(() -> Limits.parse(List.of(bad)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("not a limit: " + bad);
    }
    for (String bad :
        List.of(
            "tree-depth=0",
            "tree-bytes=2G",
            "entries=999999999999999999G",
            "entries=9223372036854775808")) {
      assertThatThrownBy(() -> Limits.parse(List.of(bad)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("is 1 to ");
    }
  }

  @Test
  void haveDefaultsThatTheyAllow() {
    for (Limit limit : Limit.values()) {
      assertThat(Limits.DEFAULT.with(limit, limit.usual()).of(limit)).isEqualTo(limit.usual());
    }
  }

  @Test
  void areAllInTheDocumentation() throws IOException {
    String text = Files.readString(Path.of("../docs/limits.md"));
    for (Limit limit : Limit.values()) {
      assertThat(text)
          .contains(
              "| `%s` | %s | %s | %s |"
                  .formatted(limit.title(), limit.usualText(), limit.what(), limit.reason()));
    }
  }
}
