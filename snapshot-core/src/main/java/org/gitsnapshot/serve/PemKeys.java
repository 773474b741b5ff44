package org.gitsnapshot.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.request.ServeRequest;

/** A server's certificate and key from PEM files, RFC 7468. */
final class PemKeys {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private PemKeys() {}

  static SslContextFactory.Server read(ServeRequest.Tls tls) throws InvalidInputException {
    // It guards a copy in memory only, and the library asks for one.
    char[] password = "in-memory".toCharArray();
    try (InputStream in = Files.newInputStream(tls.certificate())) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new CertificateException("there is none");
      }
      PrivateKey key = key(tls.key(), chain[0].getPublicKey().getAlgorithm());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("server", key, password, chain);
      SslContextFactory.Server context = new SslContextFactory.Server();
      context.setKeyStore(store);
      context.setKeyStorePassword(new String(password));
      return context;
    } catch (InvalidInputException told) {
      throw told;
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read " + tls.certificate() + ": " + Explanation.reason(e), null);
    } catch (GeneralSecurityException e) {
      throw new InvalidInputException(
          tls.certificate() + ": not a certificate in PEM: " + e.getMessage(),
          "the file begins with -----BEGIN CERTIFICATE-----");
    }
  }

  private static PrivateKey key(Path file, String algorithm) throws InvalidInputException {
    String hint = "turn it into one with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW";
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file + ": " + Explanation.reason(e), null);
    }
    Matcher matcher = KEY.matcher(text);
    if (!matcher.find()) {
      throw new InvalidInputException(file + ": not a PKCS #8 key in PEM", hint);
    }
    byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
    for (String name : List.of(algorithm, "RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException another) {
        // Of another algorithm than the certificate's: the next is tried, and TLS will refuse it.
      } catch (GeneralSecurityException unknown) {
        // This JDK does not know it.
      }
    }
    throw new InvalidInputException(file + ": a key of an unknown kind", hint);
  }
}
