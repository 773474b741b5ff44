package org.gitsnapshot.request;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to serve, where, and within which bounds.
 *
 * @param directory the mirror's directory, with its {@code manifest.json}
 * @param bind the host name or address to listen at, such as {@code 127.0.0.1} or {@code ::}
 * @param port the port, from 0 to 65535; 0 takes one that is free
 * @param tls the certificate and key, for https
 * @param limits bounds on what clients can do
 * @param accessLog takes a line without its end for each request, from several threads
 * @param problems takes a line for what an operator should see to, from several threads
 */
public record ServeRequest(
    Path directory,
    String bind,
    int port,
    Optional<Tls> tls,
    Limits limits,
    Consumer<String> accessLog,
    Consumer<String> problems) {

  /**
   * A certificate and its key, both in PEM.
   *
   * @param certificate the file with the certificate and those that lead to its authority
   * @param key the file with the private key, PKCS #8 without a password
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * Bounds on what clients can do.
   *
   * @param header how long a client may take from its connection, or the end of the last answer, to
   *     the end of the next request's header
   * @param idle how long a client may neither send nor take anything while it is answered
   * @param grace how long running answers may take to end when the server is closed
   * @param connections how many connections there may be at once; more wait to be accepted
   * @param headerBytes how long a request's header may be
   */
  public record Limits(
      Duration header, Duration idle, Duration grace, int connections, int headerBytes) {
    /** 30 seconds for a header, 60 of silence, 30 to end, 4096 connections, 8 KiB of header. */
    public static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(30), 4096, 8192);
  }

  /**
   * Checks the address and the port.
   *
   * @throws IllegalArgumentException if the address is blank, or the port out of range
   */
  public ServeRequest {
    if (bind.isBlank()) {
      throw new IllegalArgumentException("an address to listen at is not blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }
}
