package org.idlewild.agent.server;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/**
 * The host's Ed25519 key pair. The private key stays in one file that only the agent's user can
 * read.
 */
public final class Identity {
  private static final String ALGORITHM = "Ed25519";
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final String publicKey;
  private final PrivateKey privateKey;

  private Identity(String publicKey, PrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** Reads the keys, or makes them when there is no such file. */
  public static Identity loadOrCreate(Path file) throws IOException {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      Keys keys = JSON.readValue(file.toFile(), Keys.class);
      byte[] encoded = Base64.getDecoder().decode(keys.privateKey());
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new Identity(keys.publicKey(), key);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("The file " + file + " must hold an Ed25519 key pair.", e);
    }
  }

  /** Written whole before it gets its name: half an identity is none. */
  private static void create(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    Base64.Encoder base64 = Base64.getEncoder();
    Keys keys =
        new Keys(
            base64.encodeToString(pair.getPublic().getEncoded()),
            base64.encodeToString(pair.getPrivate().getEncoded()));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(fresh, options, ownerOnly(file))) {
      channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(keys)));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** The public key, X.509 SubjectPublicKeyInfo in base64. */
  public String publicKey() {
    return publicKey;
  }

  /** A signature in base64. */
  public String sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(message);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime from 15 on has Ed25519.", e);
    }
  }

  /**
   * The file's form. A class that prints itself would print the key, so nothing prints this one.
   */
  private record Keys(String publicKey, String privateKey) {
    @Override
    public String toString() {
      return "Keys[" + publicKey + "]";
    }
  }
}
