package org.gitsnapshot.objects;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit gets to see of the machine: no environment, no configuration, no host name.
 *
 * <p>Without it JGit reads the user's, the system's and its own configuration, writes to the last,
 * and runs {@code git} to find the second.
 */
final class HermeticSystemReader extends SystemReader {
  /**
   * The coarsest time stamps of a file system in use, those of FAT. JGit takes two states of a file
   * that are closer in time for possibly different, so a large value is the safe one.
   */
  private static final Duration TIMESTAMP_RESOLUTION = Duration.ofSeconds(2);

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public @Nullable String getProperty(String key) {
    return System.getProperty(key);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    FixedConfig config = new FixedConfig(parent, fs);
    // JGit stumbles over a damaged one; all that it says the indexes of the packs say.
    config.setBoolean(
        ConfigConstants.CONFIG_CORE_SECTION,
        null,
        ConfigConstants.CONFIG_KEY_MULTIPACKINDEX,
        false);
    return config;
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new FixedConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new FixedConfig(parent, fs);
  }

  @Override
  @SuppressWarnings("deprecation") // Abstract still.
  public long getCurrentTime() {
    return System.currentTimeMillis();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  @SuppressWarnings("deprecation") // Still what the non-deprecated methods call.
  public int getTimezone(long when) {
    return 0;
  }

  @Override
  public ZoneOffset getTimeZoneAt(Instant when) {
    return ZoneOffset.UTC;
  }

  /** A configuration with nothing in it but what it is given, in no file. */
  private static final class FixedConfig extends FileBasedConfig {
    FixedConfig(@Nullable Config parent, FS fs) {
      super(parent, new File("/nonexistent"), fs);
    }

    /**
     * Answers for {@code filesystem.<any>.timestampResolution}, which JGit would otherwise measure
     * for three seconds in every process, with files written next to the repository's.
     */
    @Override
    public long getTimeUnit(
        String section,
        @Nullable String subsection,
        String name,
        long defaultValue,
        TimeUnit wantUnit) {
      if (section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)) {
        if (name.equals(ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION)) {
          return wantUnit.convert(TIMESTAMP_RESOLUTION);
        }
        if (name.equals(ConfigConstants.CONFIG_KEY_MIN_RACY_THRESHOLD)) {
          return 0;
        }
      }
      return super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
    }

    @Override
    public void load() {
      // There is nothing to load.
    }

    @Override
    public void save() {
      // And nowhere to save to.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
