package org.gitsnapshot.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("name", "url", "commit", "gnu-gzip", "git-1.8.0", "git-2.9", "tar", "tar.gz");

  @ParameterizedTest
  @CsvSource({
    "comit, commit", // a letter left out
    "coommit, commit", // put in
    "cummit, commit", // changed
    "ulr, url", // swapped
    "Name, name", // case
    "gzip, gnu-gzip", // a part
    "git-1.8, git-1.8.0", // a beginning, which is nearer to git-2.9 by letters
    "targz, tar.gz",
    "commit-id, commit", // too much
  })
  void findsTheNameThatWasMeant(String typed, String meant) {
    assertThat(NearestName.nearest(typed, NAMES)).contains(meant);
  }

  @Test
  void isSilentAboutAnotherWord() {
    assertThat(NearestName.nearest("colour", NAMES)).isEmpty();
    assertThat(NearestName.nearest("x", NAMES)).isEmpty();
    assertThat(NearestName.nearest("", NAMES)).isEmpty();
  }

  @Test
  void hintListsAllNamesWhereNoneIsNear() {
    assertThat(NearestName.hint("zz", List.of("a1b2", "c3d4"), "keys"))
        .isEqualTo("the keys are a1b2, c3d4");
    assertThat(NearestName.hint("a1b", List.of("a1b2", "c3d4"), "keys"))
        .isEqualTo("did you mean \"a1b2\"?");
  }
}
