package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HermeticGitTest {
  @Test
  void answersForTheTimestampResolutionInsteadOfMeasuringIt(@TempDir Path temp) {
    HermeticGit.prepare();
    assertThat(FS.FileStoreAttributes.get(temp).getFsTimestampResolution())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void hidesEnvironmentAndConfigurationFromJGit() throws Exception {
    HermeticGit.prepare();
    SystemReader reader = SystemReader.getInstance();
    assertThat(reader.getenv("PATH")).isNull();
    assertThat(reader.getUserConfig().toText()).isEqualTo("[core]\n\tmultiPackIndex = false\n");
    assertThat(reader.getSystemConfig().getSections()).isEmpty();
    assertThat(reader.getJGitConfig().getSections()).isEmpty();
    reader.getUserConfig().setString("a", null, "b", "c");
    reader.getUserConfig().save();
    reader.getUserConfig().unset("a", null, "b");
  }
}
