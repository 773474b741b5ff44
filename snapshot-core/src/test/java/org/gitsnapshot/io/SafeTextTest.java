package org.gitsnapshot.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafeTextTest {
  @Test
  void aLongLineIsCutAndNoCharacterInTwo() {
    assertThat(SafeText.line(" abc ", 3)).isEqualTo("abc");
    assertThat(SafeText.line("abcd", 3)).isEqualTo("abc…");
    assertThat(SafeText.line("ab\ud83d\ude00d", 3)).isEqualTo("ab…");
    assertThat(SafeText.line("x\n".repeat(1 << 20), 10)).isEqualTo("x; x; x; x…");
  }

  @Test
  void urlsLoseWhatMayBeSecret() {
    Map.ofEntries(
            Map.entry("https://h/p.git", "https://h/p.git"),
            Map.entry("https://u:s@h:8443/p", "https://h:8443/p"),
            Map.entry("https://token@h/p", "https://h/p"),
            Map.entry("https://u:s@h/p@2/x", "https://h/p@2/x"),
            Map.entry("https://h/p@2/x", "https://h/p@2/x"),
            Map.entry("https://u:s/s@h/p", "https://h/p"),
            Map.entry("https://u:s@s@h/p", "https://h/p"),
            Map.entry("https://h/p?token=s#s", "https://h/p"),
            Map.entry("https://u:s@[::1]:80/p", "https://[::1]:80/p"),
            Map.entry("https://u:s@", "https://"),
            Map.entry("ssh://git@h/p", "ssh://git@h/p"),
            Map.entry("ssh://git:s@h/p", "ssh://git@h/p"),
            Map.entry("git@h:p", "git@h:p"),
            Map.entry("https://u:s", "https://u:…"),
            Map.entry("https://u:s @h/p", "https://h/p"),
            Map.entry("https://h:/p", "https://h:/p"),
            Map.entry("http://[::1]/p", "http://[::1]/p"),
            Map.entry(" https://u:s@h/p", " https://h/p"),
            Map.entry("\"https://u:s@h/p\"", "\"https://h/p\""),
            Map.entry("http::http://u:s@h/p", "http::http://h/p"),
            Map.entry("--repo=https://u:s@h/p", "--repo=https://h/p"),
            Map.entry("file:///a@b/c?d#e", "file:///a@b/c?d#e"),
            Map.entry("file://localhost/a@b", "file://localhost/a@b"),
            Map.entry("file://u:s@/tmp/x", "file:///tmp/x"),
            Map.entry("file://u:s@localhost/x", "file://localhost/x"),
            Map.entry("file://u:s/s@h/x", "file://h/x"),
            Map.entry("file://host/x", "file://host/x"),
            Map.entry("foo://u:s@h/x", "foo://h/x"),
            Map.entry("ext::file://u:s@h/x", "ext::file://h/x"),
            Map.entry("ext::u:s@h/x", "ext::h/x"),
            Map.entry("ext::sh -c x", "ext::sh -c x"),
            Map.entry("https:/u:s@h/x", "https:/h/x"),
            Map.entry("HTTP:u:s@h/x", "HTTP:h/x"),
            Map.entry("http", "http"),
            Map.entry("::u@h", "::u@h"),
            Map.entry("/srv/a@b:c?d", "/srv/a@b:c?d"))
        .forEach((url, shown) -> assertThat(SafeText.url(url)).as(url).isEqualTo(shown));
  }

  @Test
  void textsLoseItInEveryUrl() {
    assertThat(SafeText.withoutSecrets("'https://u:s@h/p?t=s' and http://t@x: no"))
        .isEqualTo("'https://h/p' and http://x: no");
    assertThat(SafeText.withoutSecrets("no url: a@b")).isEqualTo("no url: a@b");
    assertThat(SafeText.withoutSecrets("://u:s@h 1+x://u:s@h ://"))
        .isEqualTo("://u:s@h 1+x://h ://");
    assertThat(SafeText.withoutSecrets("<https://u:s@h/?q>https://u@h"))
        .isEqualTo("<https://h/>https://h");
  }

  @Test
  void linesDrawNothing() {
    assertThat(SafeText.line(" a\r\n b ")).isEqualTo("a; b");
    assertThat(SafeText.line("\33[2J\7\u009b1m\u202ex"))
        .isEqualTo("\ufffd[2J\ufffd\ufffd1m\ufffdx");
    assertThat(SafeText.line("a \t b\n \r\n\fc  d")).isEqualTo("a \ufffd b; c  d");
    assertThat(SafeText.line("ä€\ud83d\ude00")).isEqualTo("ä€\ud83d\ude00");
  }

  @Test
  void aHarmlessLineKeepsItsBlanks() {
    assertThat(SafeText.harmless("  a\tb  ")).isEqualTo("  a\tb  ");
    assertThat(SafeText.harmless(" \tä\33[m\n\u009b\u202e "))
        .isEqualTo(" \tä\ufffd[m\ufffd\ufffd\ufffd ");
  }

  @Test
  void longTextsTakeNoLongerThanTheyAre() {
    for (String part :
        List.of("x", "x.", " ", "\n", " \n", "://", "x://", "1:", ":", "http://a:b")) {
      String text = "http://" + part.repeat(3_000_000 / part.length());
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () -> {
            assertThat(SafeText.withoutSecrets(text).length()).as(part).isPositive();
            assertThat(SafeText.url(text).length()).as(part).isPositive();
            assertThat(SafeText.line(text).length()).as(part).isPositive();
          });
    }
  }
}
