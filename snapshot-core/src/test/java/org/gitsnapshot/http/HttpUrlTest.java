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
  @CsvSource({
    "http://h,                    h",
    "https://h/,                  h",
    "HTTP://H:80//,               h",
    "http://h./manifest.json,     h",
    "http://h/manifest.json/,     h",
    "http://h/?q#f,               h",
    "https://h:443/d/./e/../,     h/d",
    "https://h:80/%64/manifest%2ejson, h:80/d",
    "http://h:443/d%2fe/%7e,      h:443/d%2Fe/~",
    "http://[::1]:80/d,           [::1]/d",
    "http://h/D/my-manifest.json, h/D/my-manifest.json",
  })
  void whatIsWrittenInAnotherWayIsTheSamePlace(String url, String identity) throws Exception {
    assertThat(HttpUrl.parse(url).identity("manifest.json")).isEqualTo(identity);
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

  @ParameterizedTest
  @CsvSource({
    "http://user:ab/pw@h/x,        a URL with a wrong host or port: http://h/x",
    "http://user:pw?@h/x,          a URL with a wrong host or port: http://h/x",
    "http://user:pw#@h/x,          a URL with a wrong host or port: http://h/x",
    "http://u:ab@pw@h/x,           a URL with a user or a password: http://h/x",
    "http:user:pw@h/x,             a URL without a host: http:h/x",
    "http:/user:pw@h/x,            a URL without a host: http:/h/x",
    "//user:pw@h/x,                not a URL of http or https: //h/x",
    "HTTP://user:p\\pw@h/x,        a URL with a user or a password: HTTP://h/x",
    "user:pw@h/x,                  not a URL of http or https: h/x",
    "http://u:p/w@h/pw/a?pw@h/b?q, a URL with a wrong host or port: http://h/b",
  })
  void whatIsAlmostAUrlShowsNothingBeforeTheLastAt(String text, String message) {
    assertThatThrownBy(() -> HttpUrl.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void noPasswordIsTooLongToBeHidden() {
    assertThatThrownBy(() -> HttpUrl.parse("http://u:p/" + "w".repeat(2000) + "@h/x"))
        .hasMessageEndingWith(": http://h/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b\u00fccher.invalid", "a_b", "h:x", "h:65536"})
  void aHostThatCannotBeAskedIsTold(String host) {
    assertThatThrownBy(() -> HttpUrl.parse("http://" + host + "/x"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            refused -> assertThat(refused.hint().orElseThrow()).contains("xn--", "ASCII letters"))
        .hasMessage("a URL with a wrong host or port: http://" + host + "/x");
  }

  @Test
  void anAtInAPathIsNoUser() throws Exception {
    assertThat(HttpUrl.parse("http://h/@a/b@1.tar")).hasToString("http://h/@a/b@1.tar");
  }

  @Test
  void aRedirectHasTheBytesOfTheHeader() throws Exception {
    // As the client gives it: each byte of UTF-8 a character.
    assertThat(HttpUrl.parse("http://h/go").redirect("/sch\u00c3\u00b6n").uri())
        .hasToString("http://h/sch%C3%B6n");
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
