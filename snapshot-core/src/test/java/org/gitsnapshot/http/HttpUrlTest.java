package org.gitsnapshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gitsnapshot.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://h,            a.tar.gz, http://h/a.tar.gz",
    "http://h/,           a.tar.gz, http://h/a.tar.gz",
    "http://h/d,          a b%2F,   http://h/d/a%20b%252F",
    "https://h:8443/d/,   é?#;&,    https://h:8443/d/%C3%A9%3F%23%3B%26",
    "http://h/d?q=1#x,    a,        http://h/d/a",
    "http://[::1]:80/d,   ..,       http://[::1]:80/d/..",
  })
  void aFileOfADirectoryIsNamed(String base, String name, String url) throws Exception {
    assertThat(HttpUrl.parse(base).resolve(name).uri()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "/etc",
        "file:///a",
        "http:///a",
        "http://u:pw@h/",
        "http://h:x/",
        "http:"
      })
  void otherUrlsAreRefusedWithoutTheirSecrets(String text) {
    assertThatThrownBy(() -> HttpUrl.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .doesNotContain("pw")
        .doesNotContain("\n");
  }

  @Test
  void theTextHasNoQuery() throws Exception {
    assertThat(HttpUrl.parse("https://h/a?signature=s#f")).hasToString("https://h/a");
  }

  @Test
  void theLimitForAHostCountsByHostAndPort() throws Exception {
    assertThat(HttpUrl.parse("http://EXAMPLE.org:81/a").hostAndPort()).isEqualTo("example.org:81");
  }
}
