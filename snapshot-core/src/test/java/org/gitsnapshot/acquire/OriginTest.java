package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void admitsItsOwnPortAndTheWayToHttps() throws Exception {
    Origin plain = Origin.of(new URIish("http://me:word@h/p"));
    assertThat(plain.admits(new URL("http://H/x"))).isTrue();
    assertThat(plain.admits(new URL("http://h:80/x"))).isTrue();
    assertThat(plain.admits(new URL("https://h/x"))).isTrue();
    assertThat(plain.admits(new URL("http://h:443/x"))).isFalse();
    assertThat(plain.admits(new URL("http://h:8080/x"))).isFalse();
    assertThat(plain.admits(new URL("http://g/x"))).isFalse();
  }

  @Test
  void aPortOfItsOwnIsTheOnlyOne() throws Exception {
    Origin own = Origin.of(new URIish("https://h:8443/p"));
    assertThat(own.admits(new URL("https://h:8443/x"))).isTrue();
    assertThat(own.admits(new URL("https://h/x"))).isFalse();
    assertThat(Origin.of(new URIish("https://h/p")).admits(new URL("https://h:443/"))).isTrue();
  }
}
